/** Predicts beside the window, which never waits for it. Requests are answered one after the other, in their order. */
import type { Request } from './messages.ts';
import { newPredictor } from './predictor.ts';

const answer = newPredictor();

addEventListener('message', ({ data }: MessageEvent<Request>) => postMessage(answer(data)));
