/** What an API server takes, to be edited. */
export const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: demo }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: nginx:1.29
          ports:
            - containerPort: 80
`;

export const pod = `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: demo }
spec:
  containers:
    - name: web
      image: nginx:1.29
`;

/** The text with the one `from` replaced. */
export function edited(text: string, from: string, to: string): string {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`${parts.length - 1} times: ${from}`);
  return parts.join(to);
}
