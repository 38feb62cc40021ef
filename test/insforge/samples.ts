/**
 * The samples of the readme of `@insforge/sdk` 1.4.3 (Apache-2.0), as they stand there: only the imports name the
 * generated client, and addresses and keys are those of a local server. Where one block of the page declares the same
 * names twice, it is several samples.
 */
export interface Sample {
  readonly name: string;
  readonly code: string;
  /** What the sample takes for granted. */
  readonly omits?: string;
  /** What runs it, where it declares a function. */
  readonly runs?: string;
  /** What the server declines of it, as there is no such user, file or session: status, method and path. */
  readonly declined?: readonly string[];
  /** Lines that do not compile, by the reason. */
  readonly refused?: { readonly [reason: string]: number };
}

const UPLOAD = 'A file is uploaded under a key: `upload(path, file)`, or `uploadAuto(file)`.';

const REALTIME = 'There is no `realtime`: it speaks over Socket.IO, for which no operation stands.';

const client = `import { createClient } from '@insforge/sdk';
const insforge = createClient({ baseUrl: '__URL__', anonKey: '__ANON__' });
`;
const signedIn = `${client}await insforge.auth.signInWithPassword({ email: 'user@example.com', password: 'securePassword123' });
`;
const page = `const window = { location: { origin: 'http://localhost:3000', assign: (_: string) => {} } };
`;
const razorpay = `const Razorpay = class {
  constructor(readonly options: {
    readonly order_id: string;
    readonly handler: (response: { razorpay_order_id: string; razorpay_payment_id: string; razorpay_signature: string }) => Promise<void>;
  }) {}
  open() {
    return this.options.handler({ razorpay_order_id: 'order_1', razorpay_payment_id: 'pay_1', razorpay_signature: 's' });
  }
};
`;
const ids = `const userId = 'u1';
const postId = 'p1';
`;
const form = `const formData = new FormData();
formData.set('email', 'user@example.com');
formData.set('password', 'securePassword123');
`;
const env = `process.env['NEXT_PUBLIC_INSFORGE_URL'] = '__URL__';
process.env['NEXT_PUBLIC_INSFORGE_ANON_KEY'] = '__ANON__';
process.env['NEXT_PUBLIC_APP_URL'] = 'http://localhost:3000';
`;
const request = `${env}import { NextRequest as MadeRequest } from 'next/server';
const made = new MadeRequest('http://localhost:3000/api/auth/callback?insforge_code=c');
`;

export const samples: readonly Sample[] = [
  {
    name: 'client',
    code: `import { createClient } from "@insforge/sdk";
const insforge = createClient({
baseUrl: "__URL__", // Your InsForge backend URL
anonKey: "__ANON__", // Optional public anon key
});`,
  },
  {
    name: 'admin client',
    omits: `process.env['INSFORGE_API_KEY'] = '__ADMIN__';\n`,
    code: `import { createAdminClient } from "@insforge/sdk";
const admin = createAdminClient({
baseUrl: "__URL__",
apiKey: process.env.INSFORGE_API_KEY!,
});`,
  },
  {
    name: 'a client that acts as a user',
    omits: `const userJwt = 'a.b.c';\n`,
    code: `import { createClient } from "@insforge/sdk";
const insforge = createClient({
baseUrl: "__URL__",
accessToken: userJwt, // e.g. from the request's Authorization header
});`,
  },
  {
    name: 'signUp',
    omits: client,
    code: `// Sign up a new user
const { data, error } = await insforge.auth.signUp({
email: "new@example.com",
password: "securePassword123",
name: "John Doe", // optional
redirectTo: "http://localhost:3000/sign-in", // optional, recommended for link-based verification
});`,
  },
  {
    name: 'signInWithPassword',
    omits: client,
    code: `// Sign in with email/password
const { data, error } = await insforge.auth.signInWithPassword({
email: "user@example.com",
password: "securePassword123",
});`,
  },
  {
    name: 'signInWithOAuth',
    omits: client,
    code: `// OAuth authentication (built-in or custom provider key)
await insforge.auth.signInWithOAuth("google", {
redirectTo: "http://localhost:3000/dashboard",
additionalParams: { prompt: "select_account" },
});`,
  },
  {
    name: 'getCurrentUser',
    omits: signedIn,
    code: `// Get current user (call this during browser app startup)
const { data: currentUser } = await insforge.auth.getCurrentUser();`,
  },
  {
    name: 'getProfile',
    declined: ['404 GET /api/auth/profiles/user-id-here'],
    omits: client,
    code: `// Get any user's profile by ID (public endpoint)
const { data: profile, error } = await insforge.auth.getProfile("user-id-here");`,
  },
  {
    name: 'setProfile',
    omits: signedIn,
    code: `// Update current user's profile (requires authentication)
const { data: updatedProfile, error } = await insforge.auth.setProfile({
displayName: "John Doe",
bio: "Software developer",
avatarUrl: "https://example.com/avatar.jpg",
});`,
  },
  {
    name: 'signOut',
    omits: signedIn,
    code: `// Sign out
await insforge.auth.signOut();`,
  },
  {
    name: 'verification and reset',
    omits: client,
    code: `// Resend a verification email
await insforge.auth.resendVerificationEmail({
email: "user@example.com",
redirectTo: "http://localhost:3000/sign-in", // optional, recommended for link-based verification
});
// Verify email with a 6-digit code
await insforge.auth.verifyEmail({
email: "user@example.com",
otp: "123456",
});
// Send password reset email
await insforge.auth.sendResetPasswordEmail({
email: "user@example.com",
redirectTo: "http://localhost:3000/reset-password", // optional, recommended for link-based reset
});
// Code-based reset flow: exchange the code, then reset the password
const { data: resetToken } = await insforge.auth.exchangeResetPasswordToken({
email: "user@example.com",
code: "123456",
});
if (resetToken) {
await insforge.auth.resetPassword({
newPassword: "securePassword123",
otp: resetToken.token,
});
}`,
  },
  {
    name: 'insert',
    omits: client,
    code: `// Insert data
const { data, error } = await insforge.database
.from("posts")
.insert([{ title: "My First Post", content: "Hello World!" }]);`,
  },
  {
    name: 'select',
    omits: client + ids,
    code: `// Query data
const { data, error } = await insforge.database
.from("posts")
.select("*")
.eq("author_id", userId);`,
  },
  {
    name: 'update',
    omits: client + ids,
    code: `// Update data
const { data, error } = await insforge.database
.from("posts")
.update({ title: "Updated Title" })
.eq("id", postId);`,
  },
  {
    name: 'delete',
    omits: client + ids,
    code: `// Delete data
const { data, error } = await insforge.database
.from("posts")
.delete()
.eq("id", postId);`,
  },
  {
    name: 'schema',
    omits: client,
    code: `const { data } = await insforge.database
.schema("analytics")
.from("events")
.select("*");
await insforge.database.schema("analytics").rpc("rollup", { day: "2026-01-01" });`,
  },
  {
    name: 'a schema for all queries',
    code: `import { createClient } from "@insforge/sdk";
const insforge = createClient({
baseUrl: "...",
anonKey: "...",
db: { schema: "analytics" },
});`,
  },
  {
    name: 'upload',
    omits: `${client}const document = { querySelector: (_: string) => ({ files: [new File(['a'], 'a.png')] }) };\n`,
    refused: { [UPLOAD]: 1 },
    code: `// Upload a file
const file = document.querySelector('input[type="file"]').files[0];
const { data, error } = await insforge.storage.from("avatars").upload(file);`,
  },
  {
    name: 'download',
    declined: [
      '404 GET /api/storage/buckets/avatars/download-strategy/objects/user-avatar.png',
      '404 POST /api/storage/buckets/avatars/objects/user-avatar.png/download-strategy',
    ],
    omits: client,
    code: `// Download a file
const { data, error } = await insforge.storage
.from("avatars")
.download("user-avatar.png");`,
  },
  {
    name: 'remove',
    omits: client,
    code: `// Delete a file
const { data, error } = await insforge.storage
.from("avatars")
.remove(["user-avatar.png"]);`,
  },
  {
    name: 'list',
    omits: client,
    code: `// List files
const { data, error } = await insforge.storage.from("avatars").list();`,
  },
  {
    name: 'invoke',
    omits: client,
    code: `// Invoke an edge function
const { data, error } = await insforge.functions.invoke("my-function", {
body: { key: "value" },
});`,
  },
  {
    name: 'checkout',
    omits: client + page,
    code: `// Create and redirect to a Stripe Checkout Session
const { data, error } = await insforge.payments.stripe.createCheckoutSession(
"test",
{
mode: "payment",
lineItems: [{ priceId: "price_123", quantity: 1 }],
successUrl: \`\${window.location.origin}/success\`,
cancelUrl: \`\${window.location.origin}/pricing\`,
idempotencyKey: "cart_123",
},
);
if (!error && data?.checkoutSession.url) {
window.location.assign(data.checkoutSession.url);
}
// Create a subscription checkout for an app billing subject
const { data: subscriptionCheckout } =
await insforge.payments.stripe.createCheckoutSession("test", {
mode: "subscription",
subject: { type: "team", id: "team_123" },
lineItems: [{ priceId: "price_monthly_123", quantity: 1 }],
successUrl: \`\${window.location.origin}/billing/success\`,
cancelUrl: \`\${window.location.origin}/billing\`,
});
if (subscriptionCheckout?.checkoutSession.url) {
window.location.assign(subscriptionCheckout.checkoutSession.url);
}
// Let an authenticated customer manage their subscription in Stripe Billing Portal
const { data: portal } =
await insforge.payments.stripe.createCustomerPortalSession("test", {
subject: { type: "team", id: "team_123" },
returnUrl: \`\${window.location.origin}/billing\`,
});
if (portal?.customerPortalSession.url) {
window.location.assign(portal.customerPortalSession.url);
}`,
  },
  {
    name: 'razorpay',
    omits: client + razorpay,
    code: `// Create a Razorpay order, then pass checkoutOptions to Razorpay Checkout.js
const { data: order } = await insforge.payments.razorpay.createOrder("test", {
amount: 200000,
currency: "INR",
subject: { type: "team", id: "team_123" },
customerEmail: "user@example.com",
notes: { order_id: "order_123" },
});
if (order) {
const checkout = new Razorpay({
...order.checkoutOptions,
handler: async (response) => {
await insforge.payments.razorpay.verifyOrder("test", {
orderId: response.razorpay_order_id,
paymentId: response.razorpay_payment_id,
signature: response.razorpay_signature,
});
},
});
checkout.open();
}
// Create a Razorpay subscription checkout for an app billing subject
const { data: subscription } =
await insforge.payments.razorpay.createSubscription("test", {
planId: "plan_123",
totalCount: 12,
subject: { type: "team", id: "team_123" },
notes: { order_id: "order_123" },
});`,
  },
  {
    name: 'chat',
    omits: client,
    code: `// Chat completion
const completion = await insforge.ai.chat.completions.create({
model: "anthropic/claude-3.5-haiku",
messages: [{ role: "user", content: "Write a hello world program" }],
});
console.log(completion.choices[0].message.content);
// Streaming chat — returns an async iterable of chunks
const stream = await insforge.ai.chat.completions.create({
model: "anthropic/claude-3.5-haiku",
messages: [{ role: "user", content: "Tell me a story" }],
stream: true,
});
for await (const chunk of stream) {
process.stdout.write(chunk.choices[0]?.delta?.content ?? "");
}
// Generate an image — returns base64-encoded image data
const image = await insforge.ai.images.generate({
model: "google/gemini-3-pro-image-preview",
prompt: "A sunset over mountains",
});
const base64Png = image.data[0].b64_json;
// Create embeddings
const embeddings = await insforge.ai.embeddings.create({
model: "openai/text-embedding-3-small",
input: "Hello world",
});
console.log(embeddings.data[0].embedding); // number[]`,
  },
  {
    name: 'configuration',
    code: `import { createClient } from "@insforge/sdk";
const insforge = createClient({
baseUrl: "__URL__", // Your InsForge backend URL
anonKey: "__ANON__", // Optional
});`,
  },
  {
    name: 'ssr: browser client',
    omits: env,
    code: `// app/lib/insforge/client.ts
import { createBrowserClient } from "@insforge/sdk/ssr";
const insforge = createBrowserClient();`,
  },
  {
    name: 'ssr: server client',
    omits: env,
    code: `// app/lib/insforge/server.ts
import { cookies } from "next/headers";
import { createServerClient } from "@insforge/sdk/ssr";
async function createInsForgeServerClient() {
return createServerClient({ cookies: await cookies() });
}`,
    runs: 'await createInsForgeServerClient()',
  },
  {
    name: 'ssr: refresh route',
    omits: env,
    code: `// app/api/auth/refresh/route.ts
import { createRefreshAuthRouter } from "@insforge/sdk/ssr";
const { POST } = createRefreshAuthRouter();`,
    runs: `await POST(new Request('http://localhost:3000/api/auth/refresh', { method: 'POST' }))`,
  },
  {
    name: 'ssr: signIn',
    omits: env + form,
    code: `// app/actions.ts
import { cookies } from "next/headers";
import { createAuthActions } from "@insforge/sdk/ssr";
async function signIn(formData: FormData) {
const auth = createAuthActions({ cookies: await cookies() });
const { data, error } = await auth.signInWithPassword({
email: String(formData.get("email")),
password: String(formData.get("password")),
});
return { user: data?.user ?? null, error };
}`,
    runs: 'await signIn(formData)',
  },
  {
    name: 'ssr: signInWithGoogle',
    omits: env,
    code: `// app/actions.ts
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { createAuthActions } from "@insforge/sdk/ssr";
async function signInWithGoogle() {
const cookieStore = await cookies();
const auth = createAuthActions({ cookies: cookieStore });
const { data, error } = await auth.signInWithOAuth("google", {
redirectTo: new URL(
"/api/auth/callback",
process.env.NEXT_PUBLIC_APP_URL
).toString(),
skipBrowserRedirect: true,
});
if (error || !data.url || !data.codeVerifier) {
throw new Error(error?.message ?? "OAuth init failed");
}
cookieStore.set("insforge_code_verifier", data.codeVerifier, {
httpOnly: true,
secure: process.env.NODE_ENV === "production",
sameSite: "lax",
path: "/",
maxAge: 600,
});
redirect(data.url);
}`,
    runs: 'await signInWithGoogle()',
  },
  {
    name: 'ssr: callback',
    omits: `${request}import { cookies as jar } from 'next/headers';
(await jar()).set('insforge_code_verifier', 'v');
`,
    declined: ['400 POST /api/auth/oauth/exchange'],
    code: `// app/api/auth/callback/route.ts
import { cookies } from "next/headers";
import { NextResponse, type NextRequest } from "next/server";
import { createAuthActions } from "@insforge/sdk/ssr";
async function GET(request: NextRequest) {
const code = request.nextUrl.searchParams.get("insforge_code");
const verifier = (await cookies()).get("insforge_code_verifier")?.value;
if (!code || !verifier) {
return NextResponse.redirect(new URL("/login?error=oauth", request.url));
}
const response = NextResponse.redirect(new URL("/dashboard", request.url));
const auth = createAuthActions({
requestCookies: request.cookies,
responseCookies: response.cookies,
});
const { error } = await auth.exchangeOAuthCode(code, verifier);
if (error) {
return NextResponse.redirect(new URL("/login?error=oauth", request.url));
}
response.cookies.delete("insforge_code_verifier");
return response;
}`,
    runs: 'await GET(made)',
  },
  {
    name: 'ssr: sign out',
    omits: request,
    code: `// app/api/auth/sign-out/route.ts
import { NextResponse, type NextRequest } from "next/server";
import { createAuthActions } from "@insforge/sdk/ssr";
async function POST(request: NextRequest) {
const response = NextResponse.json({ ok: true });
const auth = createAuthActions({
requestCookies: request.cookies,
responseCookies: response.cookies,
});
const { error } = await auth.signOut();
if (error) {
return NextResponse.json(
{ error: error.error, message: error.message },
{ status: error.statusCode }
);
}
return response;
}`,
    runs: 'await POST(made)',
  },
  {
    name: 'ssr: refreshAuth',
    omits: env,
    code: `import { refreshAuth } from "@insforge/sdk/ssr";
async function POST(request: Request) {
const result = await refreshAuth({ request });
// run app-specific side effects here
return result.response;
}`,
    runs: `await POST(new Request('http://localhost:3000/api/auth/refresh', { method: 'POST' }))`,
  },
  {
    name: 'ssr: updateSession',
    omits: request,
    code: `// proxy.ts on Next.js 16+, middleware.ts on Next.js 15 and earlier
import { NextResponse, type NextRequest } from "next/server";
import { updateSession } from "@insforge/sdk/ssr/middleware";
async function proxy(request: NextRequest) {
const response = NextResponse.next({ request });
await updateSession({
requestCookies: request.cookies,
responseCookies: response.cookies,
});
return response;
}`,
    runs: 'await proxy(made)',
  },
  {
    name: 'realtime, of which the page has no more than the name',
    omits: client,
    code: `insforge.realtime.isConnected;
`,
    refused: { [REALTIME]: 1 },
  },
  {
    name: 'types',
    code: `import { createClient, InsForgeClient } from "@insforge/sdk";
const insforge: InsForgeClient = createClient({
baseUrl: "__URL__",
});
// Type-safe API calls
const response = await insforge.auth.getCurrentUser();`,
  },
  {
    name: 'errors',
    // The page leaves the argument out.
    omits: `${client}const argument = { email: 'errors@example.com', password: 'securePassword123' };\n`,
    code: `const { data, error } = await insforge.auth.signUp(argument);
if (error) {
console.error('Error:', error.message);
console.error('Status:', error.statusCode);
} else {
console.log('Success:', data);
}`,
  },
];
