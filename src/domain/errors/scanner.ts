/** The fingerprint scanner. No charge hangs on it: there is always another way (promise P9). */
import { entry, type ErrorEntry } from './entry.ts';

export const SCANNER_ERRORS = {
  SCANNER_NOT_FOUND: entry(
    503,
    'No fingerprint scanner is plugged in. Plug it in, or go on with a code or the manager.',
    'फ़िंगरप्रिंट स्कैनर जुड़ा नहीं है। उसे जोड़ें, या कोड से या प्रबंधक के साथ आगे बढ़ें।',
  ),
  SCANNER_NOT_ALLOWED: entry(
    503,
    'This computer does not let the program use the fingerprint scanner. Call the administrator ' +
      '(udev rule), and go on with a code or the manager.',
    'यह कंप्यूटर स्कैनर का उपयोग नहीं करने देता। व्यवस्थापक को बुलाएँ (udev नियम), और कोड से या प्रबंधक के साथ आगे बढ़ें।',
  ),
  SCANNER_UNPLUGGED: entry(
    503,
    'The fingerprint scanner was unplugged. No image was kept. Plug it in and try again.',
    'फ़िंगरप्रिंट स्कैनर निकल गया। कोई छवि नहीं रखी गई। उसे जोड़कर फिर कोशिश करें।',
  ),
  SCANNER_SILENT: entry(
    504,
    'The fingerprint scanner does not answer. No image was kept. Unplug it, plug it in, try again.',
    'फ़िंगरप्रिंट स्कैनर जवाब नहीं देता। कोई छवि नहीं रखी गई। उसे निकालकर जोड़ें और फिर कोशिश करें।',
  ),
  SCANNER_DAMAGED: entry(
    502,
    'What the fingerprint scanner sent arrived damaged, again and again. No image was kept. ' +
      'Change its cable or socket and try again.',
    'स्कैनर से आई जानकारी बार-बार बिगड़ी मिली। कोई छवि नहीं रखी गई। तार या सॉकेट बदलकर फिर कोशिश करें।',
  ),
  SCANNER_WRONG_IMAGE: entry(
    502,
    'The fingerprint scanner sent an image of another size than it had said. It was not kept. ' +
      'Try again; if it stays so, call the administrator.',
    'स्कैनर ने बताए आकार से अलग छवि भेजी। वह नहीं रखी गई। फिर कोशिश करें; न हो तो व्यवस्थापक को बुलाएँ।',
  ),
  SCANNER_NO_FINGER: entry(
    408,
    'No finger was put on the scanner in time. Try again, or go on with a code or the manager.',
    'समय पर उँगली नहीं रखी गई। फिर कोशिश करें, या कोड से या प्रबंधक के साथ आगे बढ़ें।',
  ),
  SCANNER_FINGER_LIFTED: entry(
    408,
    'The finger was lifted too early. Put it on again and keep it still until the light changes.',
    'उँगली जल्दी उठ गई। फिर रखें और बत्ती बदलने तक स्थिर रखें।',
  ),
  SCANNER_POOR_IMAGE: entry(
    422,
    'The finger could not be seen well. Wipe the finger and the glass, or take another finger.',
    'उँगली साफ़ नहीं दिखी। उँगली और काँच पोंछें, या दूसरी उँगली लें।',
  ),
  SCANNER_FAKE_FINGER: entry(
    422,
    'The scanner takes this for no living finger. Nothing was kept. Call the manager.',
    'स्कैनर के अनुसार यह जीवित उँगली नहीं है। कुछ नहीं रखा गया। प्रबंधक को बुलाएँ।',
  ),
  SCANNER_REPLAYED: entry(
    403,
    'The scanner sent a capture that was not taken now. It was refused. Call the manager.',
    'स्कैनर ने ऐसी छवि भेजी जो अभी नहीं ली गई। वह अस्वीकार हुई। प्रबंधक को बुलाएँ।',
  ),
  SCANNER_BUSY: entry(
    409,
    'The fingerprint scanner is busy with another capture. Wait for it or cancel it.',
    'स्कैनर दूसरी उँगली पढ़ने में लगा है। रुकें या उसे रद्द करें।',
  ),
  SCANNER_CANCELLED: entry(
    409,
    'The capture was cancelled. No image was kept.',
    'उँगली पढ़ना रद्द हुआ। कोई छवि नहीं रखी गई।',
  ),
  SCANNER_UNSUPPORTED: entry(
    501,
    'This fingerprint scanner speaks a version that this program does not know. Update the ' +
      'program, or use another scanner.',
    'यह स्कैनर ऐसा संस्करण बोलता है जो यह प्रोग्राम नहीं जानता। प्रोग्राम नया करें, या दूसरा स्कैनर लगाएँ।',
  ),
  SCANNER_FAULT: entry(
    503,
    'The fingerprint scanner reports a fault (number {fault}). No image was kept. Unplug it, plug ' +
      'it in, try again.',
    'स्कैनर में ख़राबी है (संख्या {fault})। कोई छवि नहीं रखी गई। उसे निकालकर जोड़ें और फिर कोशिश करें।',
  ),
} as const satisfies Record<string, ErrorEntry>;
