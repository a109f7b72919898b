// The features of the server. The page shows nothing that the server lacks.

let features = null;

/** @param server a promise of the answer of GetServer; without it the server lacks nothing */
export async function learnFeatures(server) {
  try {
    ({ features = [] } = await server);
  } catch {
    // Unknown.
  }
}

export function offers(name) {
  return features === null || features.includes(`FEATURE_${name}`);
}
