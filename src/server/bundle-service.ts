/** @file A bundle as a service: predictions, what the model is, a page to try it. */
import { type LoadedBundle, type Prediction, requireAttention } from "../lifecycle/bundle/index.ts";
import { createBatcher } from "../lifecycle/serving/index.ts";
import { bundleOpenApi } from "./bundle-openapi.ts";
import { limitCharactersRead } from "./characters-read.ts";
import { tryPage } from "./page.ts";
import { type AttendedPrediction, predictAnswerText } from "./predict-answer.ts";
import { readPredictRequest } from "./predict-request.ts";
import { readJsonBody } from "./read-body.ts";
import { abandoned, json, type Route, type Service } from "./route.ts";
import { type ServeOptions, serveLimits } from "./serve-options.ts";
import { longestTextOf } from "./warm-up.ts";

/** Texts of one event-loop turn that share a run of the graph. */
const maximumBatch = 64;

/** Makes the service. The bundle stays open when it closes. */
export function createBundleService(bundle: LoadedBundle, options: ServeOptions): Service {
  const limits = serveLimits(options);
  const batcher = createBatcher<string, Prediction>({
    run: (texts) => bundle.predict(texts),
    maximumBatch,
    ...(bundle.usesWorkers ? limitCharactersRead(longestTextOf(bundle.bundle)) : {}),
    queueLimit: limits.waitingTexts,
  });
  const { name, id, manifest, pipeline, labels } = bundle.bundle;
  const model = { name, version: id.slice(0, 12) };

  const predict: Route = async (request, response) => {
    const { texts, single, attention } = readPredictRequest(await readJsonBody(request, limits.bodyBytes), limits);
    const attentionOf = attention ? requireAttention(bundle) : undefined;
    const predictions = await batcher.submit(texts, abandoned(response));
    if (attentionOf === undefined) return json(200, predictAnswerText(predictions, single, model));
    const attended: AttendedPrediction[] = [];
    for (const [at, prediction] of predictions.entries())
      attended.push({ ...prediction, attention: await attentionOf(texts[at]!) });
    return json(200, predictAnswerText(attended, single, model));
  };
  const page: Route = () => {
    const { html, contentSecurityPolicy } = tryPage();
    const headers = ["Content-Security-Policy", contentSecurityPolicy, "Referrer-Policy", "no-referrer"];
    return { status: 200, type: "text/html; charset=utf-8", body: html, headers };
  };
  const metadata: Route = () =>
    json(200, {
      ...model,
      id,
      task: manifest.task,
      labels,
      thresholds: manifest.thresholds ?? null,
      pipeline: pipeline.config.type,
      features: pipeline.featureCount,
      attention: bundle.attentionOf !== undefined,
      ...manifest.signature,
      limits,
    });
  return {
    routes: new Map([
      ["/predict", { POST: predict }],
      ["/metadata", { GET: metadata }],
      ["/openapi.json", { GET: () => json(200, bundleOpenApi(bundle, limits)) }],
      ["/", { GET: page }],
    ]),
    close: () => batcher.close(),
  };
}
