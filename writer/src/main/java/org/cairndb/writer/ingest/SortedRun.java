package org.cairndb.writer.ingest;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.node.Leaf;
import org.cairndb.storage.node.NodeCodec;
import org.cairndb.storage.node.NodeId;

/** Sorted datoms of one index, encoded as leaves, in memory or in a spill file. Immutable. */
final class SortedRun {
    /** Datoms of a piece: small enough that many runs can be open at once. */
    private static final int PIECE = 8192;

    private final List<Spill.Slot> pieces;

    private SortedRun(List<Spill.Slot> pieces) {
        this.pieces = pieces;
    }

    /** Encodes a sorted batch into a spill. */
    static SortedRun write(DatomBatch sorted, Spill spill) {
        List<Spill.Slot> pieces = new ArrayList<>();
        for (int from = 0; from < sorted.size(); from += PIECE) {
            DatomBatchBuilder builder = new DatomBatchBuilder(sorted.index());
            builder.append(sorted, from, Math.min(sorted.size(), from + PIECE));
            pieces.add(spill.write(NodeCodec.encode(new Leaf(builder.build()))));
        }
        return new SortedRun(pieces);
    }

    Cursor cursor(Spill spill) {
        return new Cursor(spill);
    }

    /** A position in the run. */
    final class Cursor {
        private final Spill spill;
        private int nextPiece;
        private DatomBatch batch;
        private int position;

        private Cursor(Spill spill) {
            this.spill = spill;
            this.batch = readNext();
        }

        private DatomBatch readNext() {
            Bytes stored = spill.read(pieces.get(nextPiece++));
            return ((Leaf) NodeCodec.decode(stored, NodeId.of(stored))).datoms();
        }

        DatomBatch batch() {
            return batch;
        }

        int position() {
            return position;
        }

        /** Moves to a later position of the batch, or, from its end, to the next batch; false at the end of the run. */
        boolean moveTo(int newPosition) {
            position = newPosition;
            if (position < batch.size()) {
                return true;
            }
            if (nextPiece == pieces.size()) {
                return false;
            }
            batch = readNext();
            position = 0;
            return true;
        }
    }
}
