package org.cairndb.writer.ingest;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.ValueBuilder;
import org.jspecify.annotations.Nullable;

/** Sorted runs of one attribute in a temporary file, and their merge. Not thread-safe. */
final class SortedRuns implements AutoCloseable {
    private static final int PIECE_DATOMS = 32_768;

    private final BulkSettings settings;
    private final List<List<SpillFile.Place>> runs = new ArrayList<>();
    private @Nullable SpillFile file;

    SortedRuns(BulkSettings settings) {
        this.settings = settings;
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    /** Forgets all runs; their room in the file is not used again. */
    void clear() {
        runs.clear();
    }

    /** Puts a batch of one attribute in the order of AVET aside. */
    void add(DatomBatch batch) {
        SpillFile open = file;
        if (open == null) {
            open = SpillFile.create(settings.directory());
            file = open;
        }
        List<SpillFile.Place> pieces = new ArrayList<>();
        for (int from = 0; from < batch.size(); from += PIECE_DATOMS) {
            int to = Math.min(batch.size(), from + PIECE_DATOMS);
            long[] entities = new long[to - from];
            batch.entities().copyTo(from, to, entities, 0);
            ValueBuilder values = ValueBuilder.of(batch.column(0).physical());
            values.append(batch.column(0), from, to);
            pieces.add(open.add(new Run(entities, values.build())));
        }
        runs.add(pieces);
    }

    /** One run while it is merged: a piece of it and a position in that piece. */
    private static final class Source {
        private final SpillFile file;
        private final Iterator<SpillFile.Place> pieces;
        private final int attribute;
        private final long tx;
        private DatomBatch piece;
        private int position;

        Source(SpillFile file, List<SpillFile.Place> pieces, int attribute, long tx) {
            this.file = file;
            this.pieces = pieces.iterator();
            this.attribute = attribute;
            this.tx = tx;
            this.piece = DatomBatch.empty(Index.AVET);
        }

        boolean advance() {
            position++;
            if (position < piece.size()) {
                return true;
            }
            if (!pieces.hasNext()) {
                return false;
            }
            piece = Runs.batch(file.read(pieces.next()), attribute, Index.AVET, tx);
            position = 0;
            return true;
        }

        int compareTo(Source other) {
            return piece.compare(position, other.piece, other.position);
        }
    }

    /** Hands the datoms of all runs, merged, to {@code output} in batches. */
    void merge(int attribute, long tx, Consumer<DatomBatch> output) {
        if (file == null) {
            return;
        }
        PriorityQueue<Source> sources = new PriorityQueue<>(Source::compareTo);
        for (List<SpillFile.Place> pieces : runs) {
            Source source = new Source(file, pieces, attribute, tx);
            if (source.advance()) {
                sources.add(source);
            }
        }
        DatomBatchBuilder merged = new DatomBatchBuilder(Index.AVET);
        while (!sources.isEmpty()) {
            Source least = sources.remove();
            merged.append(least.piece, least.position);
            if (least.advance()) {
                sources.add(least);
            }
            if (merged.size() == PIECE_DATOMS) {
                output.accept(merged.build());
                merged = new DatomBatchBuilder(Index.AVET);
            }
        }
        output.accept(merged.build());
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
