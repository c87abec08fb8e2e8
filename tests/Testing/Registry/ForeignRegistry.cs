namespace EcrProvider.Testing;

/// <summary>
/// A host in a bed that asks every visitor for his password, keeps what he shows, and has no image: what a fallback host of hosts.toml could be.
/// </summary>
public sealed class ForeignRegistry(Bed bed)
{
    public const string Host = "backup.example.com";

    private const string Server = """
        import http.server, ssl
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                with open("/run/foreign.log", "a") as log:
                    print(self.command, self.path, self.headers.get("Authorization", "-"), file=log)
                self.send_response(401)
                self.send_header("WWW-Authenticate", 'Basic realm="foreign"')
                self.send_header("Content-Length", "0")
                self.end_headers()
            do_HEAD = do_GET
        server = http.server.ThreadingHTTPServer(("127.0.0.9", 443), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain("/etc/bed/foreign.crt", "/etc/bed/foreign.key")
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.serve_forever()

        """;

    public static async Task<ForeignRegistry> StartAsync(Bed bed, BedAuthority authority)
    {
        (string certificate, string key) = authority.Issue(Host);
        await bed.WriteFileAsync("/etc/bed/foreign.crt", certificate);
        await bed.WriteFileAsync("/etc/bed/foreign.key", key, "600");
        await bed.WriteFileAsync("/etc/bed/foreign.py", Server);
        await bed.RunAsync($$"""
            echo '127.0.0.9 {{Host}}' >> /etc/hosts
            systemd-run --quiet --unit bed-foreign python3 /etc/bed/foreign.py
            timeout 30 sh -c 'until curl -so /dev/null --cacert /etc/bed/ca/ca.crt https://{{Host}}/; do sleep 0.05; done'
            : > /run/foreign.log
            """).OrThrow();
        return new ForeignRegistry(bed);
    }

    /// <summary>Since the last call: <c>METHOD PATH AUTHORIZATION</c>, the last a <c>-</c> where no such header came.</summary>
    public async Task<IReadOnlyList<string>> VisitorsAsync() => (await bed.RunAsync("cat /run/foreign.log; : > /run/foreign.log").OrThrow()).Lines;
}
