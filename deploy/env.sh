#!/bin/sh
# Writes the secrets of docker-compose.yml, made at random, into a new file that only its owner reads. It never
# overwrites one: new passwords would lock Kebang out of the databases that know the old ones.
#   sh deploy/env.sh [FILE]
set -eu
file=${1:-.env}
here=$(dirname "$0")
command -v openssl >/dev/null || { echo 'make env: 需要 openssl，请先安装。' >&2; exit 1; }
if [ -e "$file" ]; then
  echo "make env: $file 已存在，不会覆盖（数据库只认其中的旧密码）。确要重新生成时，请先连同数据卷一起移走它。" >&2
  exit 1
fi

secret() { openssl rand -hex "$1"; }
master=$(secret 32)
uid=$(sed -n 's/.*"uid": *"\([^"]*\)".*/\1/p' "$here/meili/key.json")
[ -n "$uid" ] || { echo 'make env: deploy/meili/key.json 中没有 uid。' >&2; exit 1; }
# Meilisearch derives a key from the master key and its uid.
key=$(printf '%s' "$uid" | openssl dgst -sha256 -hmac "$master" -r | cut -d' ' -f1)

umask 077
set -C # noclobber: two runs at once cannot both write
cat > "$file" <<EOF
# Secrets of docker-compose.yml, made by \`make env\`. Keep a copy where only administrators read it; never commit it.
# What people type into the browser; https turns on secure cookies.
KEBANG_PUBLIC_URL=http://127.0.0.1:8080
KEBANG_SIGNING_KEY=$(openssl rand -base64 32)
KEBANG_MEILI_KEY=$key
MEILI_MASTER_KEY=$master
MONGO_ROOT_PASSWORD=$(secret 24)
MONGO_KEBANG_PASSWORD=$(secret 24)
MONGO_KEYFILE=$(openssl rand -base64 72 | tr -d '\n')
EOF
echo "make env: 已写入 $file（仅本人可读）。接下来：docker compose up -d --build"
