/** Whose paper it is: the top of everything that a counter prints. */
import type { Letterhead } from '#domain/receipt/content.ts';
import { counterOf, officeOf, type Context } from '#terminal/context.ts';

export function letterhead(context: Context, clerkId: string | null): Letterhead {
  const office = officeOf(context);
  const counter = counterOf(context);
  return {
    department: office.department,
    officeName: office.name,
    counterLabel: String(counter.number),
    clerkId: clerkId ?? '',
    complaintsPhone: office.complaintNumber,
    training: counter.training,
  };
}
