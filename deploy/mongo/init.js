// Makes the replica set and the account of Kebang; harmless when both are there. Run by mongosh with --nodb.
const root = encodeURIComponent(process.env.MONGO_ROOT_PASSWORD);
const host = process.env.MONGO_HOST || 'mongo:27017';
const url = `mongodb://root:${root}@${host}/admin?directConnection=true&serverSelectionTimeoutMS=30000`;
let db = connect(url);

try {
  db.adminCommand({ replSetGetStatus: 1 });
} catch (e) {
  if (e.codeName !== 'NotYetInitialized') throw e;
  print('initiating the replica set rs0');
  db.adminCommand({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host }] } });
}
for (let i = 0; !db.hello().isWritablePrimary; i++) {
  if (i === 120) throw new Error('no primary after a minute');
  sleep(500);
}

// The account may read and write its own database and nothing else.
const market = db.getSiblingDB('kebang');
const account = { pwd: process.env.MONGO_KEBANG_PASSWORD, roles: [{ role: 'readWrite', db: 'kebang' }] };
if (market.getUser('kebang')) market.updateUser('kebang', account);
else market.createUser({ user: 'kebang', ...account });
print('MongoDB is ready');
