// Calls of the v1 API as JSON over HTTP: those that come before there is a stream.

/** @returns the reply, or { error: { code, message } }; never rejects */
async function call(method, path, token, body) {
  try {
    const response = await fetch(path, {
      method,
      headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: "no-store",
      credentials: "omit",
    });
    const reply = await response.json();
    return response.ok ? reply : { error: reply };
  } catch {
    // No answer, or none of this server.
    return { error: { code: 0, message: "" } };
  }
}

export const registerAccount = (name, password, adminCode) =>
  call("POST", "/v1/register", null, { name, password, adminCode, label: label() });
export const signIn = (name, password) => call("POST", "/v1/sign-in", null, { name, password, label: label() });
export const signInAsGuest = (name) => call("POST", "/v1/sign-in/guest", null, { name });
export const signOut = (token) => call("POST", "/v1/sign-out", token, {});
export const getSelf = (token) => call("GET", "/v1/self", token);
export const changePassword = (token, oldPassword, newPassword) =>
  call("PUT", "/v1/password", token, { oldPassword, newPassword });

/** What tells this session from one's others. */
function label() {
  const system = navigator.userAgentData?.platform || navigator.platform || "";
  return `Web ${system}`.trim().slice(0, 64);
}
