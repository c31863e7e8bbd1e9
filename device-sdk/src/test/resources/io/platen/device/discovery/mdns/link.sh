# In a network of its own with one link: Avahi with a printer, and then what stands behind the first
# argument, which asks that link. Multicast comes back to the machine that sends it.
set -eu
cd "$1"
shift
ip link set lo up
ip link add quill0 type veth peer name quill1
ip link set quill1 up
ip address add 192.0.2.5/24 dev quill0
ip link set quill0 multicast on up
ip route add 224.0.0.0/4 dev quill0
mkdir -p /run/avahi-daemon services
mount -t tmpfs none /run/avahi-daemon
cp quill.service services/
mount --bind services /etc/avahi/services
avahi-daemon --file="$PWD/avahi.conf" --no-drop-root --no-chroot --no-rlimits --no-proc-title >avahi.log 2>&1 &
for _ in $(seq 300); do
  grep -q 'successfully established' avahi.log && break
  sleep 0.1
done
"$@"
cat avahi.log
