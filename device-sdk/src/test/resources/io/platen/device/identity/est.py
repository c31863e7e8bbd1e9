"""An EST server (RFC 7030) of OpenSSL and Python: not one line of it is Platen's code or Java's.

est.py FOLDER USER:PASSWORD SUBJECT, with server.pem, server.key, ca.pem and ca.key in the folder.
It writes its port on the first line, and its bodies in lines of 76, as many servers do.
"""
import base64
import http.server
import ssl
import subprocess
import sys

folder, login, subject = sys.argv[1:4]


def openssl(*words, given=None):
    done = subprocess.run(["openssl", *words], input=given, cwd=folder, capture_output=True)
    if done.returncode:
        raise ValueError(done.stderr.decode())
    return done.stdout


class Est(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, kind="text/plain", body=b"", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def certificates(self, pem):
        der = openssl("crl2pkcs7", "-nocrl", "-certfile", pem, "-outform", "DER")
        self.answer(200, "application/pkcs7-mime; smime-type=certs-only", base64.encodebytes(der),
                    Content_Transfer_Encoding="base64")

    def do_GET(self):
        if self.path.endswith("/cacerts"):
            self.certificates("ca.pem")
        else:  # it has nothing to say about requests (section 4.5.2)
            self.answer(204)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        basic = "Basic " + base64.b64encode(login.encode()).decode()
        shown = self.connection.getpeercert()
        again = self.path.endswith("/simplereenroll")
        if not (shown if again else self.headers["Authorization"] == basic):
            self.answer(401, WWW_Authenticate='Basic realm="est"')
            return
        try:
            openssl("req", "-inform", "DER", "-verify", "-noout", "-pubkey", "-out", "key.pem",
                    given=base64.b64decode(body))
            openssl("x509", "-new", "-force_pubkey", "key.pem", "-subj", subject, "-days", "90",
                    "-extfile", "client.cnf", "-CA", "ca.pem", "-CAkey", "ca.key",
                    "-out", "cert.pem")
        except ValueError as wrong:
            self.answer(400, body=str(wrong).encode())
            return
        self.certificates("cert.pem")

    def log_message(self, *words):
        pass


with open(folder + "/client.cnf", "w") as file:
    file.write("extendedKeyUsage = clientAuth\n")
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Est)
tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
tls.minimum_version = ssl.TLSVersion.TLSv1_3
tls.load_cert_chain(folder + "/server.pem", folder + "/server.key")
tls.load_verify_locations(folder + "/ca.pem")
tls.verify_mode = ssl.CERT_OPTIONAL
server.socket = tls.wrap_socket(server.socket, server_side=True)
print(server.server_address[1], flush=True)
server.serve_forever()
