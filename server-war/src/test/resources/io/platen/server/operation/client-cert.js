// RFC 9440: nginx has the certificate in PEM, and the header wants its Base64 between colons.
function header(r) {
  var pem = r.variables.ssl_client_raw_cert;
  return pem ? ':' + pem.replace(/-----[A-Z ]+-----|\s/g, '') + ':' : '';
}

export default { header };
