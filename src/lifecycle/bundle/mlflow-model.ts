/** @file The `MLmodel` file, by which MLflow's tools recognise the bundle as a model in its "onnx" flavour. */
import type { Signature } from "./manifest.config.ts";

/** The content of `MLmodel`. Holds no time and no random id, so that equal bundles have equal files. */
export async function mlflowModel(signature: Signature): Promise<string> {
  const { stringify } = await import("yaml");
  return stringify({
    flavors: {
      onnx: { code: null, data: "model.onnx", providers: ["CPUExecutionProvider"] },
      python_function: {
        data: "model.onnx",
        loader_module: "mlflow.onnx",
        env: null,
      },
    },
    signature: { inputs: tensorSpecs(signature.inputs), outputs: tensorSpecs(signature.outputs), params: null },
  });
}

/** MLflow keeps each side of a signature as JSON inside the YAML; a varying size is -1. */
function tensorSpecs(tensors: Signature["inputs"]): string {
  return JSON.stringify(
    tensors.map(({ name, type, shape }) => ({
      name,
      type: "tensor",
      "tensor-spec": { dtype: type, shape: shape.map((size) => (typeof size === "number" ? size : -1)) },
    })),
  );
}
