# In a network of its own, with nothing but loopback: a CUPS with one queue whose supplies it knows,
# and then what stands behind the first argument.
set -eu
cd "$1"
shift
ip link set lo up
mkdir -p root cache state temp jobs
sed "s#FOLDER#$PWD#" cups-files.conf > root/cups-files.conf
cp cupsd.conf printers.conf root/

await() {
  for _ in $(seq 300); do
    "$@" >/dev/null 2>&1 && return
    sleep 0.1
  done
  echo "not in time: $*"
  cat state/error
  exit 1
}

cupsd -f -c "$PWD/root/cupsd.conf" -s "$PWD/root/cups-files.conf" &
await sh -c 'ss -ltn | grep -q 127.0.0.1:631'
"$@"
