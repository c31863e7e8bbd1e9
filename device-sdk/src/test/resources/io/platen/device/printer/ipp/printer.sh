# With mounts of its own, in a network of its own or the machine's: a D-Bus and Avahi that nobody
# else sees (without them ippeveprinter does not start), the printer at a port of loopback, and
# then a command. The folder, the port, and the command.
set -eu
cd "$1"
port=$2
shift 2
ip link show lo | grep -q LOWER_UP || ip link set lo up
mkdir -p /run/avahi-daemon spool keys
mount -t tmpfs none /run/avahi-daemon

await() {
  for _ in $(seq 300); do
    "$@" >/dev/null 2>&1 && return
    sleep 0.1
  done
  echo "not in time: $*"
  exit 1
}

export DBUS_SYSTEM_BUS_ADDRESS="unix:path=$PWD/bus"
dbus-daemon --config-file=bus.conf --address="$DBUS_SYSTEM_BUS_ADDRESS" --nofork --nopidfile &
await dbus-send --system --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.Peer.Ping
avahi-daemon --file="$PWD/avahi.conf" --no-drop-root --no-chroot --no-rlimits --no-proc-title &
await dbus-send --system --print-reply --dest=org.freedesktop.Avahi / org.freedesktop.Avahi.Server.GetState
ippeveprinter -n localhost -p "$port" -a quill.conf -d spool -K keys quill &
await sh -c "ss -ltn | grep -q 127.0.0.1:$port"
"$@"
