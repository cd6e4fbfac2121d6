/**
 * ONNX Runtime, kept quiet. From 1.29 on it reports how it is used to its maker unless a variable says no before it
 * is loaded (docs/privacy.md). This is the only file that loads it, so nobody loads it without saying no; what is
 * started from here on inherits the variable.
 */
import { createRequire } from 'node:module';
import { isMainThread } from 'node:worker_threads';
import type * as Ort from 'onnxruntime-node';

// A thread's variables are a copy that native code does not see: the process must have said no before.
if (!isMainThread && process.env.ORT_DISABLE_TELEMETRY !== '1') {
  throw new Error('The main thread must load models/onnx/runtime.ts before it starts a thread.');
}
process.env.ORT_DISABLE_TELEMETRY = '1';

// An import would be moved to the top of the bundle, before the line above.
const ort = createRequire(import.meta.url)('onnxruntime-node') as typeof Ort;

export const { InferenceSession, Tensor, listSupportedBackends } = ort;
export type InferenceSession = Ort.InferenceSession;
export type Tensor = Ort.Tensor;
export type SessionOptions = Ort.InferenceSession.SessionOptions;
export type SessionOutputs = Ort.InferenceSession.ReturnType;
