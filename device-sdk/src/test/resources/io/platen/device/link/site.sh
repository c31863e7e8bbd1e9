# A site in networks of its own: what runs here, a proxy or an interceptor, is all that the device in
# the network "device" can reach; the server is on this side's loopback. Arguments: folder, java and
# class path.
set -eu
cd "$1"
java=$2
classpath=$3
gateway=10.9.0.1

await() {
  for _ in $(seq 600); do
    "$@" >/dev/null 2>&1 && return
    sleep 0.1
  done
  echo "not in time: $*"
  exit 1
}

listens() {
  await sh -c "ss -ltn | grep -q $gateway:$1"
}

authority() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "$2" \
    -keyout "$1.key" -out "$1.pem" -addext basicConstraints=critical,CA:TRUE 2>&1
}

device() {
  ip netns exec device "$java" -XX:TieredStopAtLevel=1 -cp "$classpath" \
    io.platen.device.link.SiteDevice "$PWD" "$1" >>device.log 2>&1
}

ip link set lo up
mount --bind hosts /etc/hosts
mount -t tmpfs none /run
mount -t tmpfs none /dev/shm
ip netns add device
ip link add site type veth peer name eth0
ip link set eth0 netns device
ip addr add $gateway/24 dev site
ip link set site up
ip -n device link set lo up
ip -n device addr add 10.9.0.2/24 dev eth0
ip -n device link set eth0 up

"$java" -XX:TieredStopAtLevel=1 -cp "$classpath" io.platen.device.link.SiteServer "$PWD" >server.log 2>&1 &
server=$!

authority squid-ca '/O=Example/CN=Site Squid CA'
authority hotel '/O=Hotel/CN=Hotel CA'
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=portal.hotel.test \
  -keyout portal.key -out portal.csr 2>&1
printf 'subjectAltName=DNS:portal.hotel.test\n' >portal.ext
openssl x509 -req -in portal.csr -CA hotel.pem -CAkey hotel.key -days 30 -extfile portal.ext -out portal.pem 2>&1

mkdir squid
printf 'user:%s\n' "$(openssl passwd -apr1 secret)" >squid/basic
printf 'user:site:%s\n' "$(printf 'user:site:secret' | md5sum | cut -c1-32)" >squid/digest
cp squid-ca.pem squid-ca.key squid
/usr/lib/squid/security_file_certgen -c -s "$PWD/squid/certificates" -M 4MB
for kind in basic both bump; do
  sed "s|FOLDER|$PWD/squid|g" "squid-$kind.conf" >"squid/$kind.conf"
done
chown -R proxy squid
chmod 711 .
# Each by a name of its own: they make shared memory by it at once.
for kind in basic both bump; do
  squid -N -n "$kind" -f "squid/$kind.conf" >"squid-$kind.log" 2>&1 &
done

await test -s port
port=$(cat port)
mitm="mitmdump --listen-host $gateway --set confdir=mitm --set ssl_insecure=true --set connection_strategy=lazy --set flow_detail=4"
$mitm --listen-port 3132 -w regular.flows >mitm-regular.log 2>&1 &
await test -s mitm/mitmproxy-ca-cert.pem
$mitm --listen-port 3133 -w reverse.flows --mode "reverse:https://update1.site.test:$port" >mitm-reverse.log 2>&1 &
nginx -p "$PWD" -e nginx.log -c portal.conf &
for each in 3128 3129 3131 3132 3133 3134 3135 3136; do
  listens $each
done

sed "s|PORT|$port|" cases >cases.now
device basic
device all
ip -n device addr flush dev eth0
device address
ip -n device link set eth0 down
device link

touch stop
wait $server
