package org.cairndb.storage.snapshot;

import java.security.MessageDigest;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.node.ByteWriter;

/** Computes the commit hash of a transaction whose datoms come in pieces. Not thread-safe. */
public final class CommitHasher {
    private static final int PIECE = 4096;

    private final MessageDigest digest = CommitHash.sha256();
    private final ByteWriter writer = new ByteWriter(1 << 16);
    private long previousEntity;

    /**
     * Begins a transaction.
     *
     * @param parent hash of the commit before it
     * @param count how many datoms will follow
     */
    public CommitHasher(CommitHash parent, long tx, long count) {
        digest.update(parent.value().unsafeArray());
        TransactionCodec.writeHeader(writer, tx, count);
        drain();
    }

    /** Takes positions [from, to) of a batch; pieces follow one another in the order of LOG. */
    public void add(DatomBatch datoms, int from, int to) {
        for (int start = from; start < to; start += PIECE) {
            int end = Math.min(to, start + PIECE);
            TransactionCodec.writeDatoms(writer, datoms, start, end, previousEntity);
            previousEntity = datoms.entity(end - 1);
            drain();
        }
    }

    /** The hash, after all datoms. */
    public CommitHash finish() {
        return new CommitHash(Bytes.wrap(digest.digest()));
    }

    private void drain() {
        digest.update(writer.array(), 0, writer.length());
        writer.clear();
    }
}
