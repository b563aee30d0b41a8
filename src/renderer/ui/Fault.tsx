/**
 * What stands where a page broke: a calm sentence, that nothing is lost, and the way on. Drawn with
 * plain elements, since whatever broke may have been the theme. The class is React's own way to hear
 * of a page that threw.
 */
import { Component, useEffect, type ReactNode } from 'react';

import { isEnter } from '#renderer/keys/enter-guard.ts';
import { en } from '#renderer/texts/en.ts';
import { hi } from '#renderer/texts/hi.ts';
import { COLOUR } from '#renderer/theme.ts';

/** By a person's Enter, or by itself where nobody has a keyboard. */
type Recovery = 'enter' | 'by-itself';

const RELOAD_MS = 5000;

function useReload(recovery: Recovery): void {
  useEffect(() => {
    const reload = (): void => window.location.reload();
    if (recovery === 'by-itself') {
      const timer = setTimeout(reload, RELOAD_MS);
      return () => clearTimeout(timer);
    }
    const onKey = (event: KeyboardEvent): void => {
      if (!isEnter(event.code) || event.repeat) return;
      event.preventDefault();
      reload();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [recovery]);
}

const PAGE = {
  position: 'fixed',
  inset: 0,
  overflow: 'auto',
  display: 'grid',
  placeContent: 'center',
  justifyItems: 'center',
  gap: 16,
  padding: 24,
  boxSizing: 'border-box',
  textAlign: 'center',
  color: COLOUR.ink,
  background: COLOUR.ground,
  fontFamily: '"Noto Sans", "Noto Sans Devanagari", sans-serif',
} as const;

const BUTTON = {
  minHeight: 56,
  padding: '8px 24px',
  border: 0,
  borderRadius: 8,
  color: COLOUR.paper,
  background: COLOUR.action,
  font: '700 20px "Noto Sans", "Noto Sans Devanagari", sans-serif',
  cursor: 'pointer',
} as const;

const heading = (fontSize: number) => ({ margin: 0, fontSize, lineHeight: 1.25 });
const sentence = (fontSize: number) => ({ margin: 0, fontSize, lineHeight: 1.5, maxWidth: 960 });

/** In the clerk's language, as the page's root says it. */
function FaultNear() {
  const t = document.documentElement.lang === 'hi' ? hi : en;
  return (
    <>
      <div role="alert">
        <h1 style={heading(40)}>{t.faultTitle}</h1>
        <p style={sentence(20)}>{t.faultText}</p>
      </div>
      <button type="button" style={BUTTON} onClick={() => window.location.reload()}>
        {t.faultGo} (Enter)
      </button>
    </>
  );
}

/** In both languages: which one the citizen reads may be what was lost. */
function FaultFar() {
  return (
    <div role="alert" style={{ display: 'grid', gap: 24 }}>
      <h1 style={heading(64)} lang="hi">
        {hi.displayLost}
      </h1>
      <p style={sentence(40)} lang="hi">
        {hi.faultFar}
      </p>
      <p style={sentence(40)} lang="en">
        {en.displayLost}. {en.faultFar}
      </p>
    </div>
  );
}

export function Fault(props: { readonly recovery: Recovery }) {
  const { recovery } = props;
  useReload(recovery);
  return <main style={PAGE}>{recovery === 'enter' ? <FaultNear /> : <FaultFar />}</main>;
}

interface FaultBoundaryProps {
  readonly recovery: Recovery;
  readonly children: ReactNode;
}

export class FaultBoundary extends Component<FaultBoundaryProps, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { readonly broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? <Fault recovery={this.props.recovery} /> : this.props.children;
  }
}
