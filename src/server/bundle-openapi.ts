/** @file The OpenAPI description of a served bundle. */
import type { LoadedBundle } from "../lifecycle/bundle/index.ts";
import { hasLabelSets } from "../lifecycle/labels/index.ts";
import { content, getOperation, type Json, openApi, postOperation, reference, refused, schema } from "./openapi.ts";
import { metadata, predictSchemas } from "./predict-schemas.ts";
import type { ServeLimits } from "./serve-options.ts";

/** The document. */
export function bundleOpenApi({ bundle, attentionOf }: LoadedBundle, limits: ServeLimits): Json {
  const { name, id, labels, task } = bundle;
  const answers = predictSchemas({ several: hasLabelSets(task), attends: attentionOf !== undefined });
  return openApi({
    info: {
      title: name,
      version: id.slice(0, 12),
      summary: "A text classifier served by Lexops.",
      description: `Labels: ${labels.slice(0, 50).join(", ")}${labels.length > 50 ? `, … (${labels.length} in all)` : ""}. At most ${limits.texts} texts a request, ${limits.textBytes} bytes a text and ${limits.bodyBytes} bytes a body.`,
    },
    paths: {
      "/predict": postOperation({
        operationId: "predict",
        summary: "Classify one text or several",
        request: reference("PredictRequest"),
        examples: {
          one: { summary: "One text", value: { text: "A fine film." } },
          several: { summary: "Several texts", value: { texts: ["A fine film.", "A waste of time."] } },
        },
        answer: content("The answer: one for `text`, a list for `texts`.", {
          oneOf: [reference("PredictAnswer"), reference("PredictAnswers")],
        }),
      }),
      "/metadata": getOperation("metadata", "What is served", "The model and its limits.", reference("Metadata")),
      "/": {
        get: {
          operationId: "page",
          summary: "A page to try the model",
          responses: {
            200: { description: "HTML.", content: { "text/html": { schema: { type: "string" } } } },
            ...refused(403, 405),
          },
        },
      },
    },
    schemas: {
      PredictRequest: schema(answers.request),
      PredictAnswer: schema(answers.one),
      PredictAnswers: schema(answers.several),
      Metadata: schema(metadata),
    },
  });
}
