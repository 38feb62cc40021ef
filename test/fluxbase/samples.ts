/**
 * The samples of Fluxbase's page about its Admin SDK, as they stand there: only the import names the generated
 * client, and the address and key are those of a local server. The page writes for a compiler that is not strict.
 */
export interface Sample {
  readonly name: string;
  readonly code: string;
  /** What the sample takes for granted. */
  readonly omits?: string;
  /** What is called in the end. */
  readonly shows?: string;
  /** Lines that do not compile, by the reason: the server does otherwise. */
  readonly refused?: { readonly [reason: string]: number };
  /** The sample needs more than a server: a page that is rendered. */
  readonly rendered?: true;
}

const SETUP = 'The server asks for its setup token: without it nobody could be the first admin.';
const USERS =
  'A user has the members that the server sends: `last_sign_in`, `active_sessions`, `user_metadata`, `app_metadata`.';
const LINK = 'The answer to an invitation is that of the server: it has no link.';

const client = `import { createClient } from './index.js';
const client = createClient('__URL__', '__KEY__');
`;
const login = `${client}await client.admin.login({ email: 'admin@example.com', password: 'password123' });
`;
/** \`me\` answers those alone who have the role \`admin\`. */
const asAdmin = `${client}client.admin.setToken('__ADMIN__');
`;
const store = `const kept = new Map<string, string>();
const localStorage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
  removeItem: (key: string) => void kept.delete(key),
};
`;
const confirm = 'const confirm = (_: string) => true;\n';
const user = `const [{ id: userId }] = (await client.admin.listUsers()).users;
`;

export const samples: readonly Sample[] = [
  {
    name: 'client',
    code: `import { createClient } from './index.js'
const client = createClient(
'__URL__',
'__KEY__' // Use service role key for admin operations
)
// Access admin module
const admin = client.admin`,
    shows: 'typeof admin.login',
  },
  {
    name: 'initial setup',
    omits: client,
    refused: { [SETUP]: 1 },
    code: `// Check if setup is needed
const status = await client.admin.getSetupStatus()
if (status.needs_setup) {
// Perform initial setup
const response = await client.admin.setup({
email: 'admin@example.com',
password: 'SecurePassword123!',
name: 'Admin User'
})
console.log('Setup complete:', response.user.email)
console.log('Access token:', response.access_token)
// Token is automatically set in the client
}`,
  },
  {
    name: 'admin login',
    omits: client,
    code: `const response = await client.admin.login({
email: 'admin@example.com',
password: 'password123'
})
console.log('Logged in as:', response.user.email)
console.log('Token expires in:', response.expires_in, 'seconds')
// Token is automatically set for subsequent requests`,
  },
  {
    name: 'getSetupStatus',
    omits: client,
    code: `const status = await client.admin.getSetupStatus()
if (status.needs_setup) {
console.log('Initial setup required')
} else {
console.log('Admin user already exists')
}`,
  },
  {
    name: 'setup',
    omits: client,
    refused: { [SETUP]: 1 },
    code: `const response = await client.admin.setup({
email: 'admin@example.com',
password: 'SecurePassword123!',
name: 'Admin User'
})
console.log('Admin created:', response.user)`,
  },
  {
    name: 'login',
    omits: client + store,
    code: `const response = await client.admin.login({
email: 'admin@example.com',
password: 'password123'
})
// Access token is automatically set
console.log('Access token:', response.access_token)
// Store refresh token for later
localStorage.setItem('admin_refresh_token', response.refresh_token)`,
  },
  {
    name: 'refreshToken',
    omits: `${login}${store}localStorage.setItem('admin_refresh_token', (await client.admin.login({ email: 'admin@example.com', password: 'password123' })).refresh_token);\n`,
    code: `const refreshToken = localStorage.getItem('admin_refresh_token')
const response = await client.admin.refreshToken({
refresh_token: refreshToken
})
// New tokens
console.log('New access token:', response.access_token)
localStorage.setItem('admin_refresh_token', response.refresh_token)`,
  },
  {
    name: 'logout',
    omits: login + store,
    code: `await client.admin.logout()
// Clear stored tokens
localStorage.removeItem('admin_access_token')
localStorage.removeItem('admin_refresh_token')
console.log('Logged out successfully')`,
  },
  {
    name: 'me',
    omits: asAdmin,
    code: `const { user } = await client.admin.me()
console.log('Current admin:', user.email)
console.log('Role:', user.role)`,
  },
  {
    name: 'listUsers',
    omits: client,
    refused: { [USERS]: 1 },
    code: `// List all users
const { users, total } = await client.admin.listUsers()
console.log(\`Total users: \${total}\`)
// List with filters
const result = await client.admin.listUsers({
exclude_admins: true, // Exclude admin users
search: 'john', // Search by email
limit: 50, // Limit results
type: 'app' // User type: 'app' or 'dashboard'
})
result.users.forEach(user => {
console.log(\`\${user.email} - \${user.role} - Last login: \${user.last_login_at}\`)
})`,
  },
  {
    name: 'inviteUser',
    omits: client,
    refused: { [LINK]: 1 },
    code: `const response = await client.admin.inviteUser({
email: 'newuser@example.com',
role: 'user',
send_email: true
})
console.log('User invited:', response.user.email)
console.log('Invitation link:', response.invitation_link)`,
  },
  {
    name: 'deleteUser',
    omits: client + user,
    code: `const response = await client.admin.deleteUser(userId)
console.log(response.message) // "User deleted successfully"`,
  },
  {
    name: 'updateUserRole',
    omits: client + user,
    code: `const user = await client.admin.updateUserRole(
userId,
'admin'
)
console.log('User role updated:', user.role)`,
  },
  {
    name: 'resetUserPassword',
    omits: client + user,
    code: `const response = await client.admin.resetUserPassword(userId)
console.log(response.message) // "Password reset email sent"`,
  },
  {
    name: 'dashboard',
    omits: store + confirm,
    code: `import { createClient } from './index.js'
// Initialize client
const client = createClient(
'__URL__',
'__KEY__'
)
// Admin login
async function adminLogin(email: string, password: string) {
try {
const response = await client.admin.login({ email, password })
// Store tokens
localStorage.setItem('admin_access_token', response.access_token)
localStorage.setItem('admin_refresh_token', response.refresh_token)
return response.user
} catch (error) {
console.error('Login failed:', error)
throw error
}
}
// Load users with pagination
async function loadUsers(page: number = 1, pageSize: number = 50) {
const { users, total } = await client.admin.listUsers({
exclude_admins: false,
limit: pageSize,
type: 'app'
})
return {
users,
total,
pages: Math.ceil(total / pageSize),
currentPage: page
}
}
// Search users
async function searchUsers(query: string) {
const { users } = await client.admin.listUsers({
search: query,
limit: 20
})
return users
}
// Create new user
async function createUser(email: string, role: string = 'user') {
const response = await client.admin.inviteUser({
email,
role,
send_email: true
})
console.log('Invitation sent to:', email)
return response.user
}
// Make user admin
async function promoteToAdmin(userId: string) {
const user = await client.admin.updateUserRole(userId, 'admin')
console.log(\`\${user.email} is now an admin\`)
return user
}
// Remove user
async function removeUser(userId: string) {
if (!confirm('Are you sure you want to delete this user?')) {
return
}
await client.admin.deleteUser(userId)
console.log('User deleted')
}
// Usage
async function main() {
// Login
const admin = await adminLogin('admin@example.com', 'password123')
console.log('Logged in as:', admin.email)
// Load users
const { users, total, pages } = await loadUsers(1, 50)
console.log(\`Showing \${users.length} of \${total} users (\${pages} pages)\`)
// Search
const results = await searchUsers('john')
console.log(\`Found \${results.length} users matching "john"\`)
// Create user
const newUser = await createUser('newuser@example.com', 'user')
console.log('Created user:', newUser.id)
// Promote to admin
await promoteToAdmin(newUser.id)
// Cleanup
// await removeUser(newUser.id)
}`,
    shows: '[await main(), await removeUser((await searchUsers("newuser"))[0].id)]',
  },
  {
    name: 'React hook',
    rendered: true,
    omits: `declare function useState<T>(value: T): [any, (value: unknown) => void]
declare function useEffect(effect: () => void, on: unknown[]): void
declare function LoginForm(props: { onLogin: unknown }): any
declare function UserManagement(): any
`,
    code: `import { createClient } from './index.js'
const client = createClient(
'__URL__',
'__KEY__'
)
export function useAdmin() {
const [isAuthenticated, setIsAuthenticated] = useState(false)
const [admin, setAdmin] = useState(null)
const [loading, setLoading] = useState(true)
useEffect(() => {
checkAuth()
}, [])
async function checkAuth() {
const token = localStorage.getItem('admin_access_token')
if (!token) {
setLoading(false)
return
}
try {
client.admin.setToken(token)
const { user } = await client.admin.me()
setAdmin(user)
setIsAuthenticated(true)
} catch (error) {
// Token invalid or expired
localStorage.removeItem('admin_access_token')
localStorage.removeItem('admin_refresh_token')
} finally {
setLoading(false)
}
}
async function login(email: string, password: string) {
const response = await client.admin.login({ email, password })
localStorage.setItem('admin_access_token', response.access_token)
localStorage.setItem('admin_refresh_token', response.refresh_token)
setAdmin(response.user)
setIsAuthenticated(true)
return response
}
async function logout() {
await client.admin.logout()
localStorage.removeItem('admin_access_token')
localStorage.removeItem('admin_refresh_token')
setAdmin(null)
setIsAuthenticated(false)
}
return {
isAuthenticated,
admin,
loading,
login,
logout
}
}
// Usage in component
function AdminDashboard() {
const { isAuthenticated, admin, loading, login, logout } = useAdmin()
if (loading) return <div>Loading...</div>
if (!isAuthenticated) {
return <LoginForm onLogin={login} />
}
return (
<div>
<h1>Welcome, {admin.email}</h1>
<button onClick={logout}>Logout</button>
<UserManagement />
</div>
)
}`,
  },
  {
    name: 'bulk operations',
    omits: confirm,
    refused: { [USERS]: 2 },
    code: `import { createClient } from './index.js'
const client = createClient(
'__URL__',
'__KEY__'
)
// Bulk invite users
async function bulkInviteUsers(emails: string[], role: string = 'user') {
const results = {
success: [],
failed: []
}
for (const email of emails) {
try {
const response = await client.admin.inviteUser({
email,
role,
send_email: true
})
results.success.push({
email,
userId: response.user.id
})
} catch (error) {
results.failed.push({
email,
error: error.message
})
}
}
return results
}
// Bulk delete inactive users
async function deleteInactiveUsers(daysSinceLastLogin: number = 90) {
const { users } = await client.admin.listUsers({ type: 'app' })
const cutoffDate = new Date()
cutoffDate.setDate(cutoffDate.getDate() - daysSinceLastLogin)
const inactiveUsers = users.filter(user => {
if (!user.last_login_at) return true
const lastLogin = new Date(user.last_login_at)
return lastLogin < cutoffDate
})
console.log(\`Found \${inactiveUsers.length} inactive users\`)
for (const user of inactiveUsers) {
try {
await client.admin.deleteUser(user.id)
console.log(\`Deleted: \${user.email}\`)
} catch (error) {
console.error(\`Failed to delete \${user.email}:\`, error)
}
}
return inactiveUsers.length
}
// Usage
const emails = [
'user1@example.com',
'user2@example.com',
'user3@example.com'
]
const results = await bulkInviteUsers(emails, 'user')
console.log(\`Invited: \${results.success.length}\`)
console.log(\`Failed: \${results.failed.length}\`)
// Delete inactive users (with confirmation)
if (confirm('Delete all users inactive for 90+ days?')) {
const deleted = await deleteInactiveUsers(90)
console.log(\`Deleted \${deleted} inactive users\`)
}`,
  },
  {
    name: 'error handling',
    code: `import { createClient } from './index.js'
const client = createClient(
'__URL__',
'__KEY__'
)
try {
await client.admin.login({
email: 'admin@example.com',
password: 'wrong-password'
})
} catch (error) {
if (error.status === 401) {
console.error('Invalid credentials')
} else if (error.status === 429) {
console.error('Too many login attempts. Please try again later.')
} else {
console.error('Login failed:', error.message)
}
}`,
  },
  {
    name: 'retry',
    omits: client,
    code: `// Retry logic with exponential backoff
async function loginWithRetry(email: string, password: string, maxRetries: number = 3) {
let lastError
for (let i = 0; i < maxRetries; i++) {
try {
return await client.admin.login({ email, password })
} catch (error) {
lastError = error
if (error.status === 401) {
// Don't retry on invalid credentials
throw error
}
if (i < maxRetries - 1) {
// Exponential backoff: 1s, 2s, 4s
const delay = Math.pow(2, i) * 1000
await new Promise(resolve => setTimeout(resolve, delay))
}
}
}
throw lastError
}`,
    shows: "await loginWithRetry('admin@example.com', 'password123')",
  },
  {
    name: 'automatic refresh',
    omits: `${login}${store}localStorage.setItem('admin_refresh_token', (await client.admin.login({ email: 'admin@example.com', password: 'password123' })).refresh_token);\n`,
    code: `// Implement automatic token refresh
async function refreshTokenIfNeeded() {
const expiresAt = localStorage.getItem('admin_token_expires_at')
if (!expiresAt || Date.now() >= parseInt(expiresAt)) {
const refreshToken = localStorage.getItem('admin_refresh_token')
const response = await client.admin.refreshToken({
refresh_token: refreshToken
})
localStorage.setItem('admin_access_token', response.access_token)
localStorage.setItem('admin_refresh_token', response.refresh_token)
localStorage.setItem('admin_token_expires_at', String(Date.now() + response.expires_in * 1000))
client.admin.setToken(response.access_token)
}
}
// Call before admin operations
await refreshTokenIfNeeded()
await client.admin.listUsers()`,
  },
  {
    name: 'role check',
    omits: asAdmin + user.replace('{ id: userId }', '{ id: someId }'),
    code: `async function requireAdminRole() {
const { user } = await client.admin.me()
if (user.role !== 'admin' && user.role !== 'dashboard_admin') {
throw new Error('Admin role required')
}
return user
}
// Use in operations
await requireAdminRole()
await client.admin.deleteUser(someId)`,
  },
  {
    name: 'audit',
    omits: `${asAdmin}${user}const fetch = (_: string, __: object) => Promise.resolve();\n`,
    code: `async function deleteUserWithAudit(userId: string, reason: string) {
const admin = await client.admin.me()
// Log the action
console.log(\`[AUDIT] \${admin.user.email} deleted user \${userId}. Reason: \${reason}\`)
// Or send to audit service
await fetch('/api/audit', {
method: 'POST',
body: JSON.stringify({
action: 'DELETE_USER',
admin_id: admin.user.id,
target_user_id: userId,
reason,
timestamp: new Date().toISOString()
})
})
// Perform deletion
await client.admin.deleteUser(userId)
}`,
    shows: "await deleteUserWithAudit(userId, 'why')",
  },
  // Not on the page, but what it says of arguments.
  {
    name: 'users of the platform',
    omits: client,
    refused: {
      'Users of the platform are `platform`: for `dashboard` the server lists those of the app.': 1,
    },
    code: `await client.admin.listUsers({ type: 'dashboard' })`,
  },
  {
    name: 'no letter',
    omits: client,
    refused: {
      'The server does not look at `send_email`, and writes unless `skip_email` says otherwise.': 1,
    },
    code: `await client.admin.inviteUser({ email: 'a@b.co', send_email: false })`,
  },
  {
    name: 'one user',
    omits: client,
    refused: {
      'The server answers a question for one user with the list of all, and the type says so.': 1,
    },
    code: `const { email } = await client.admin.getUserById('id')`,
  },
  {
    name: 'from the environment',
    omits: "import { createClient } from './index.js';\n",
    refused: { 'The address and the key are given, not found in the environment.': 1 },
    code: `createClient()`,
  },
  {
    name: 'types',
    code: `import type {
// Admin Auth
AdminSetupStatusResponse,
AdminSetupRequest,
AdminUser,
AdminAuthResponse,
AdminLoginRequest,
AdminRefreshRequest,
AdminRefreshResponse,
AdminMeResponse,
// User Management
EnrichedUser,
ListUsersResponse,
ListUsersOptions,
InviteUserRequest,
InviteUserResponse,
UpdateUserRoleRequest,
ResetUserPasswordResponse,
DeleteUserResponse,
} from './index.js'`,
  },
];
