# aws-namespace.sh HOME NODE: runs inside unshare --map-root-user --mount --net, until its standard input ends.
# /etc is HOME/etc, nothing of /run is seen, there is no route out, and only /etc/hosts resolves names.
set -euo pipefail
cd "$1"
node=$2
ip link set lo up
mount --bind etc /etc
mount -t tmpfs run /run
trap 'kill $(jobs -p)' EXIT
aws() { "$node" aws --log aws.jsonl --control fault "$@" > /dev/null & }
aws --listen 127.0.0.1:443 --cert aws.crt --key aws.key
aws --listen 127.0.0.1:80
aws --listen 127.0.0.2:80 --expires-in none
aws --listen 127.0.0.3:80 --expires-in past
aws --listen 127.0.0.4:80 --expires-in 61
aws --listen 127.0.0.5:80 --password 'p+/=<&>"\é'
for at in 127.0.0.{1..5}/80 127.0.0.1/443; do
  until : > "/dev/tcp/$at"; do sleep 0.05; done 2> /dev/null
done
echo ready
cat > /dev/null
