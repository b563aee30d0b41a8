/**
 * The citizen's own finger: which one on two drawn hands, what to do in a picture and large words, how well
 * it went. Nobody else's finger is ever here. It says that it is not Aadhaar.
 */
import CheckCircle from '@mui/icons-material/CheckCircle';
import InfoOutlined from '@mui/icons-material/InfoOutlined';
import Box from '@mui/material/Box';

import type { CaptureConsent, CitizenCaptureSnapshot } from '#contract/finger.ts';
import { FingerPreview } from '#renderer/finger/FingerPreview.tsx';
import { GuidePicture } from '#renderer/finger/GuidePicture.tsx';
import { guideOf, marksOf, ownWords } from '#renderer/finger/guide.ts';
import { Hands } from '#renderer/finger/Hands.tsx';
import { QualityMeter } from '#renderer/finger/QualityMeter.tsx';
import { useSpeech } from '#renderer/texts/use-texts.tsx';
import { COLOUR } from '#renderer/theme.ts';

import { FAR, FarLead, FarText } from './Frame.tsx';

function Consent(props: { readonly consent: CaptureConsent }) {
  const { t, language } = useSpeech();
  const { consent } = props;
  const services = consent.services.map(({ texts }) => texts[language]).join(' · ');
  return (
    <Box sx={{ flex: 1, display: 'grid', alignContent: 'center', rowGap: 2.5, px: 5 }}>
      <FarLead as="h2">{t.ownConsentTitle}</FarLead>
      <FarText>{consent.text[language]}</FarText>
      {services === '' ? null : (
        <FarText>
          <strong>{t.usedFor}:</strong> {services}
        </FarText>
      )}
      <FarText>{t.keptForDays(consent.retentionDays)}</FarText>
      <FarText sx={{ fontWeight: 700 }}>{t.ownConsentAsk}</FarText>
    </Box>
  );
}

function Outcome(props: { readonly capture: CitizenCaptureSnapshot }) {
  const { t } = useSpeech();
  const { capture } = props;
  const good = capture.outcome === 'good';
  const Icon = good ? CheckCircle : InfoOutlined;
  const words = capture.purpose === 'enrolment' ? t.ownEnrolled : t.ownMatched;
  return (
    <Box
      role="status"
      sx={{
        flex: 1,
        display: 'grid',
        placeContent: 'center',
        justifyItems: 'center',
        textAlign: 'center',
        rowGap: 3,
        px: 5,
        color: good ? COLOUR.paid : COLOUR.ink,
      }}
    >
      <Icon aria-hidden="true" sx={{ fontSize: 128 }} />
      <FarLead as="h2" sx={{ fontSize: good ? FAR.title : FAR.lead }}>
        {good ? words : t.ownRefused}
      </FarLead>
    </Box>
  );
}

function Capturing(props: { readonly capture: CitizenCaptureSnapshot }) {
  const { t, sentence } = useSpeech();
  const { capture } = props;
  const { complaint, finger, progress } = capture;
  const one = progress.find((row) => row.finger === finger);
  return (
    <Box
      sx={{
        flex: 1,
        minHeight: 0,
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 6fr) minmax(0, 5fr)',
        gridTemplateRows: 'auto minmax(0, 1fr)',
        columnGap: 5,
        px: 5,
        pt: 3,
      }}
    >
      <FarLead
        as="h2"
        aria-live="polite"
        sx={{ gridColumn: '1 / -1', fontSize: 56, lineHeight: 1.2, minHeight: '2.4em' }}
      >
        {ownWords(capture, t)}
      </FarLead>
      <Box sx={{ display: 'grid', alignContent: 'start', rowGap: 2 }}>
        <Hands marks={marksOf(capture)} maxWidth={620} />
        <FarText>{capture.purpose === 'verification' ? t.ownFingerReason : ''}</FarText>
      </Box>
      <Box sx={{ display: 'grid', alignContent: 'start', rowGap: 2 }}>
        <Box sx={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center' }}>
          <GuidePicture guide={guideOf(capture)} width={320} />
          <FingerPreview preview={capture.preview} width={150} height={200} />
        </Box>
        <QualityMeter percent={capture.qualityPercent} heightPx={28} fontSizePx={FAR.text} />
        <FarText
          role="status"
          sx={{
            minHeight: '4.05em',
            fontWeight: 600,
            color: complaint === null ? COLOUR.ink : COLOUR.waiting,
          }}
        >
          {complaint !== null
            ? sentence(complaint)
            : one === undefined
              ? ''
              : t.capturesOf(one.captured, one.of)}
        </FarText>
      </Box>
    </Box>
  );
}

export function FingerView(props: { readonly capture: CitizenCaptureSnapshot }) {
  const { t } = useSpeech();
  const { capture } = props;
  const reading = capture.prompt === 'read_consent' && capture.consent !== null;
  return (
    <>
      {capture.outcome !== null ? (
        <Outcome capture={capture} />
      ) : reading ? (
        <Consent consent={capture.consent} />
      ) : (
        <Capturing capture={capture} />
      )}
      <FarText
        sx={{
          px: 5,
          py: 1.5,
          fontWeight: 600,
          background: COLOUR.paper,
          borderTop: `1px solid ${COLOUR.lineSoft}`,
        }}
      >
        {t.notAadhaar}
      </FarText>
    </>
  );
}
