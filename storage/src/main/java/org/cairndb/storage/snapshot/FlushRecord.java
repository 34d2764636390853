package org.cairndb.storage.snapshot;

import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.datom.TextVector;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.ByteReader;
import org.cairndb.storage.node.ByteWriter;
import org.cairndb.storage.node.Origin;

/**
 * What COMMITS keeps of a flush: the commit that it made complete, and the roots that hold everything up to it. See "Flush records" in docs/format.md.
 *
 * @param tx the last transaction in the roots
 * @param hash the commit hash of that transaction
 * @param roots all roots but that of COMMITS itself
 */
public record FlushRecord(long tx, CommitHash hash, Roots roots) {
    /** The record as the one datom that stands for it in COMMITS. */
    DatomBatch datom() {
        ByteWriter writer = new ByteWriter(512);
        writer.bytes(hash.value());
        roots.write(writer);
        DatomBatchBuilder builder = new DatomBatchBuilder(Index.COMMITS);
        builder.appendText(SystemAttributes.FLUSH.id(), tx, writer.toBytes(), tx);
        return builder.build();
    }

    /** The record that a position of a batch of COMMITS stands for. */
    public static FlushRecord read(DatomBatch batch, int position) {
        TextVector values = (TextVector) batch.vector(position);
        long tx = batch.entity(position);
        Bytes bytes = Bytes.wrap(values.copyOf(batch.slot(position)));
        ByteReader reader = new ByteReader(bytes, new Origin(ErrorCode.NODE_CORRUPT, "Flush record", tx));
        CommitHash hash = new CommitHash(reader.bytes(CommitHash.LENGTH));
        Roots roots = Roots.read(reader);
        reader.expectEnd();
        return new FlushRecord(tx, hash, roots);
    }
}
