/**
 * `pre-receive` can only decline; GitHub's server also writes a reason for each ref into the report of the push
 * ("! [remote rejected] b -> b (protected branch hook declined)"). This puts the hook's reasons there.
 *
 * The report is a pkt-line stream inside band 1 of the side-band stream: gitprotocol-pack, "Report Status".
 */
export function putReasons(body: Buffer, reasons: ReadonlyMap<string, string>): Buffer {
  if (reasons.size === 0) return body;
  const others: Buffer[] = [];
  const report: Buffer[] = [];
  for (const packet of readPackets(body)) {
    if (packet === undefined) continue;
    if (packet[0] === 1) report.push(packet.subarray(1));
    else others.push(writePacket(packet));
  }
  const lines = readPackets(Buffer.concat(report)).map((packet) =>
    packet === undefined ? flush : writePacket(giveReason(packet, reasons)),
  );
  const banded = writePacket(Buffer.concat([Buffer.from([1]), ...lines]));
  return Buffer.concat([...others, banded, flush]);
}

const flush = Buffer.from('0000');

function giveReason(packet: Buffer, reasons: ReadonlyMap<string, string>): Buffer {
  const [, ref = ''] = /^ng (\S+) /.exec(packet.toString('utf8')) ?? [];
  const reason = reasons.get(ref);
  return reason === undefined ? packet : Buffer.from(`ng ${ref} ${reason}\n`);
}

/** The packets of a stream; undefined stands for a flush. */
function readPackets(stream: Buffer): readonly (Buffer | undefined)[] {
  const packets: (Buffer | undefined)[] = [];
  for (let at = 0; at + 4 <= stream.length; ) {
    const length = Number.parseInt(stream.toString('latin1', at, at + 4), 16);
    packets.push(length < 4 ? undefined : stream.subarray(at + 4, at + length));
    at += Math.max(4, length);
  }
  return packets;
}

function writePacket(content: Buffer): Buffer {
  return Buffer.concat([Buffer.from((content.length + 4).toString(16).padStart(4, '0')), content]);
}
