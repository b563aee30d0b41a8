/** The camera: looks for a code a few times a second and hands over the first one that it reads. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useEffect, useRef, useState } from 'react';

import { useWords } from '#server/citizen/texts.ts';

const LOOK_EVERY_MS = 180;

const openCamera = (): Promise<MediaStream> =>
  navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1080 } },
  });

export interface ScannerProps {
  readonly onText: (text: string) => void;
  readonly onRefused: () => void;
  readonly onClose: () => void;
}

/** Runs the camera behind `video` until the component goes. */
function useCamera(video: React.RefObject<HTMLVideoElement | null>, props: ScannerProps): boolean {
  const [running, setRunning] = useState(false);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    let stream: MediaStream | null = null;
    let ended = false;
    let readFrame: ((video: HTMLVideoElement) => string | null) | null = null;
    void import('#server/citizen/read-code.ts').then((reader) => {
      readFrame = reader.readFrame;
    });
    const stop = (): void => {
      ended = true;
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    const look = setInterval(() => {
      const text = video.current === null || ended ? '' : (readFrame?.(video.current) ?? '');
      if (text === '') return;
      stop();
      latest.current.onText(text);
    }, LOOK_EVERY_MS);
    openCamera()
      .then(async (opened) => {
        stream = opened;
        if (ended || video.current === null) return stop();
        video.current.srcObject = opened;
        await video.current.play();
        setRunning(true);
        return undefined;
      })
      .catch(() => {
        if (!ended) latest.current.onRefused();
      });
    return () => {
      clearInterval(look);
      stop();
    };
  }, [video]);
  return running;
}

export function Scanner(props: ScannerProps) {
  const { say } = useWords();
  const video = useRef<HTMLVideoElement>(null);
  const running = useCamera(video, props);
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Box
        sx={{
          aspectRatio: '1',
          borderRadius: 1,
          overflow: 'hidden',
          bgcolor: 'text.primary',
          border: 4,
          borderColor: 'primary.main',
        }}
      >
        <Box
          component="video"
          ref={video}
          muted
          playsInline
          aria-label={say('aim')}
          data-running={running}
          sx={{ width: '100%', height: '100%', objectFit: 'cover', display: 'block' }}
        />
      </Box>
      <Typography variant="h4" component="p" role="status">
        {say('aim')}
      </Typography>
      <Button variant="outlined" size="large" onClick={props.onClose} sx={{ minHeight: 56 }}>
        {say('stopCamera')}
      </Button>
    </Box>
  );
}
