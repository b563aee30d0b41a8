/**
 * The frame of a staff page: the ways through it at the left, on a phone folded behind a button; its
 * heading, whether figures move, the other language; the page itself, which alone scrolls.
 */
import Menu from '@mui/icons-material/Menu';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useEffect, useRef, useState, type ReactNode } from 'react';

import { COLOUR } from '#renderer/theme.ts';
import { useWords } from '#server/web/texts.ts';

export interface FrameItem {
  readonly href: string;
  readonly label: string;
  readonly isCurrent: boolean;
}

export interface FrameProps {
  readonly title: string;
  readonly items: readonly FrameItem[];
  readonly heading: string;
  readonly isLive: boolean;
  readonly onLanguage: () => void;
  /** Under the ways: whose page it is, the way out. */
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}

const SHELL = {
  display: 'flex',
  flexDirection: { xs: 'column', md: 'row' },
  height: '100%',
} as const;

const EDGE = `1px solid ${COLOUR.lineSoft}`;

const SIDE = {
  display: 'flex',
  flexDirection: 'column',
  flexShrink: 0,
  width: { md: 216 },
  p: 1,
  borderRight: { md: EDGE },
  borderBottom: { xs: EDGE, md: 0 },
  bgcolor: 'background.paper',
  overflow: { md: 'auto' },
} as const;

const way = (isCurrent: boolean) => ({
  justifyContent: 'flex-start',
  px: 2,
  minHeight: 48,
  lineHeight: 1.3,
  color: COLOUR.ink,
  fontWeight: isCurrent ? 700 : 600,
  bgcolor: isCurrent ? COLOUR.actionSoft : 'transparent',
});

/** Alt and its number lead to a page: a browser's own way, whatever has the focus. */
function Ways({ items, label }: { items: readonly FrameItem[]; label: string }) {
  return (
    <Box component="nav" aria-label={label} sx={{ display: 'grid', gap: 0.5 }}>
      {items.map(({ href, label: name, isCurrent }, index) => (
        <Button
          key={href}
          href={href}
          accessKey={String(index + 1)}
          aria-current={isCurrent ? 'page' : undefined}
          sx={way(isCurrent)}
        >
          {name}
        </Button>
      ))}
    </Box>
  );
}

function Side(props: Pick<FrameProps, 'title' | 'items' | 'foot'> & { readonly heading: string }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const { heading } = props;
  useEffect(() => setOpen(false), [heading]);
  return (
    <Box component="header" sx={SIDE}>
      <Box sx={{ display: 'flex', alignItems: 'center' }}>
        <Typography
          variant="h4"
          component="p"
          sx={{ p: { xs: 0.5, md: 1 }, flex: 1, color: COLOUR.actionDark }}
        >
          {props.title}
        </Typography>
        <Button
          aria-expanded={isOpen}
          startIcon={<Menu aria-hidden="true" />}
          onClick={() => setOpen(!isOpen)}
          sx={{ display: { md: 'none' }, minHeight: 48, color: COLOUR.actionDark }}
        >
          {t.menu}
        </Button>
      </Box>
      <Box
        sx={{
          display: { xs: isOpen ? 'flex' : 'none', md: 'flex' },
          flexDirection: 'column',
          flex: 1,
          gap: 1,
        }}
      >
        <Ways items={props.items} label={props.title} />
        <Box sx={{ mt: 'auto' }}>{props.foot}</Box>
      </Box>
    </Box>
  );
}

function Heading({
  heading,
  isLive,
  onLanguage,
}: Omit<FrameProps, 'title' | 'items' | 'children'>) {
  const { t } = useWords();
  return (
    <Box
      sx={{ display: 'flex', alignItems: 'center', gap: { xs: 1, md: 3 }, mb: { xs: 2, md: 3 } }}
    >
      <Typography variant="h3" component="h1" sx={{ flex: 1, minWidth: 0 }}>
        {heading}
      </Typography>
      <Typography role="status" sx={{ color: isLive ? COLOUR.paid : COLOUR.waiting }}>
        {isLive ? `● ${t.live}` : `○ ${t.notLive}`}
      </Typography>
      <Button variant="outlined" onClick={onLanguage} sx={{ color: COLOUR.actionDark }}>
        {t.language}
      </Button>
    </Box>
  );
}

export function Frame(props: FrameProps) {
  const { heading, children } = props;
  const main = useRef<HTMLElement>(null);
  // Another page begins at its top.
  useEffect(() => {
    main.current?.scrollTo(0, 0);
  }, [heading]);
  return (
    <Box sx={SHELL}>
      <Side title={props.title} items={props.items} heading={heading} foot={props.foot} />
      <Box
        component="main"
        ref={main}
        sx={{ flex: 1, overflow: 'auto', p: { xs: 2, md: 3 }, minWidth: 0, minHeight: 0 }}
      >
        <Heading heading={heading} isLive={props.isLive} onLanguage={props.onLanguage} />
        {children}
      </Box>
    </Box>
  );
}
