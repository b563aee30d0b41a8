/**
 * From a scanner's image to a template: the one entry point that the rest of the system needs on
 * the image side. Answers why not, where there is no usable finger in the image.
 */
import { answer, refuse } from './answer.ts';
import type { Answer } from './answer.ts';
import { measureFlow } from './flow.ts';
import type { Flow } from './flow.ts';
import { toFlowGrid, toRidges } from './flow-grid.ts';
import { filterAlongFlow } from './gabor.ts';
import { toWorkingSurface } from './image.ts';
import type { GrayImage, Surface } from './image.ts';
import { selectMinutiae } from './minutiae.ts';
import { assess, MIN_SKIN_PX, skinPx } from './quality.ts';
import type { Quality } from './quality.ts';
import { measureReliability } from './reliability.ts';
import { depth, segment } from './segment.ts';
import type { Mask } from './segment.ts';
import { findLineEnds } from './skeleton.ts';
import { normalise } from './smooth.ts';
import { spectralPass } from './spectral.ts';
import type { Template } from './template.ts';

/** Everything that was learnt on the way, for pictures and measurements. */
export interface Extraction {
  readonly template: Template;
  readonly quality: Quality;
  readonly normalised: Surface;
  readonly boosted: Surface;
  readonly enhanced: Surface;
  readonly flow: Flow;
  readonly mask: Mask;
  readonly reliability: Float32Array;
}

/** Fewer minutiae say nothing. */
const MIN_MINUTIAE = 4;

/**
 * The template of a finger's image with its quality. Refuses what is no finger; a poor image of a
 * finger gives a template with complaints, and the caller decides (enrolment is stricter).
 */
export function extractTemplate(
  image: GrayImage,
): Answer<{ readonly template: Template; readonly quality: Quality }> {
  const extraction = extract(image);
  if (!extraction.ok) return extraction;
  const { template, quality } = extraction.value;
  return answer({ template, quality });
}

export function extract(image: GrayImage): Answer<Extraction> {
  const working = toWorkingSurface(image);
  if (!working.ok) return working;
  const source = working.value;
  const { surface: normalised, spread } = normalise(source, { radiusPx: 12, floorGrey: 6 });
  const { surface: boosted, windows } = spectralPass(normalised);
  const mask = segment(windows, { values: spread, width: source.width, height: source.height });
  if (skinPx(mask) < MIN_SKIN_PX) return refuse('not-a-finger');
  const first = filterAlongFlow(boosted, measureFlow(boosted, windows), mask);
  const flow = measureFlow(first, windows);
  const enhanced = filterAlongFlow(boosted, flow, mask);
  const reliability = measureReliability(normalised, enhanced, flow);
  const quality = assess({ normalised, spread, mask, flow, reliability });
  if (quality.complaints.includes('not-a-finger')) return refuse('not-a-finger');
  const minutiae = selectMinutiae({
    ridgeEnds: findLineEnds(enhanced, 1),
    valleyEnds: findLineEnds(enhanced, -1),
    flow,
    reliability,
    depth: depth(mask),
  });
  if (minutiae.length < MIN_MINUTIAE) return refuse('too-few-minutiae');
  const grid = toFlowGrid(flow, mask);
  const template: Template = {
    width: source.width,
    height: source.height,
    minutiae,
    flow: grid,
    ridges: toRidges(enhanced, grid),
    quality: quality.score,
  };
  return answer({ template, quality, normalised, boosted, enhanced, flow, mask, reliability });
}
