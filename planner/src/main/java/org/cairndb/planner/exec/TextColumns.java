package org.cairndb.planner.exec;

import java.util.List;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Puts text columns together by copying runs of bytes as they lie, many rows at once. */
final class TextColumns {
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;
    /** Bytes between runs are copied too while they are fewer than this many times the bytes of the runs. */
    private static final int MOST_SPAN = 2;

    private TextColumns() {}

    /** Bytes of the selected rows of a batch in one of its columns, estimated where there are many. */
    static long bytes(TextColumn text, Batch batch) {
        int rows = batch.rowCount();
        int step = 1 + rows / 1024;
        long sampled = 0;
        long seen = 0;
        for (int i = 0; i < rows; i += step) {
            int row = batch.row(i);
            sampled += text.isNull(row) ? 0 : text.length(row);
            seen++;
        }
        return seen == 0 ? 0 : sampled * rows / seen;
    }

    /** The columns one after the other; coded if all have the same dictionary. */
    static TextColumn concat(List<Column> parts, int size) {
        boolean @Nullable [] nulls = RowBuffer.nulls(parts, size);
        TextColumn first = (TextColumn) parts.get(0);
        boolean sameDictionary =
                parts.stream().map(TextColumn.class::cast).allMatch(p -> p.isCoded() && p.sharesDictionary(first));
        return sameDictionary ? coded(parts, nulls, size) : runs(parts, nulls, size);
    }

    private static TextColumn coded(List<Column> parts, boolean @Nullable [] nulls, int size) {
        int[] codes = new int[size];
        int at = 0;
        for (Column part : parts) {
            TextColumn text = (TextColumn) part;
            for (int row = 0; row < text.size(); row++) {
                codes[at++] = text.code(row);
            }
        }
        return ((TextColumn) parts.get(0)).withCodes(codes, size, nulls);
    }

    private static TextColumn runs(List<Column> parts, boolean @Nullable [] nulls, int size) {
        Span[] spans = new Span[parts.size()];
        long total = 0;
        for (int i = 0; i < spans.length; i++) {
            spans[i] = Span.of((TextColumn) parts.get(i));
            total += spans[i].bytesTaken();
        }
        if (total > MAX_BYTES) {
            throw new CairnException(
                    ErrorCode.UNSUPPORTED, "A column of this query holds more than 2 GiB of text at once; select less");
        }
        byte[] bytes = new byte[(int) total];
        int[] starts = new int[size];
        int[] lengths = new int[size];
        int row = 0;
        int used = 0;
        for (int i = 0; i < spans.length; i++) {
            TextColumn part = (TextColumn) parts.get(i);
            spans[i].copy(part, new Target(bytes, starts, lengths), row, used);
            row += part.size();
            used += (int) spans[i].bytesTaken();
        }
        return new TextColumn(new TextColumn.Runs(bytes, starts, lengths), 0, size, nulls);
    }

    private record Target(byte[] bytes, int[] starts, int[] lengths) {}

    /** Where the runs of a column lie. */
    private record Span(int from, int to, long used) {
        static Span of(TextColumn text) {
            int from = Integer.MAX_VALUE;
            int to = 0;
            long used = 0;
            for (int row = 0; row < text.size(); row++) {
                if (!text.isNull(row)) {
                    int start = text.start(row);
                    int length = text.length(row);
                    from = Math.min(from, start);
                    to = Math.max(to, start + length);
                    used += length;
                }
            }
            return new Span(Math.min(from, to), to, used);
        }

        boolean isWhole() {
            return to - from <= MOST_SPAN * used;
        }

        long bytesTaken() {
            return isWhole() ? to - from : used;
        }

        void copy(TextColumn text, Target target, int firstRow, int at) {
            if (isWhole()) {
                System.arraycopy(text.bytes(), from, target.bytes, at, to - from);
            }
            int next = at;
            for (int row = 0; row < text.size(); row++) {
                if (text.isNull(row)) {
                    continue;
                }
                int start = text.start(row);
                int length = text.length(row);
                target.lengths[firstRow + row] = length;
                if (isWhole()) {
                    target.starts[firstRow + row] = start - from + at;
                } else {
                    System.arraycopy(text.bytes(), start, target.bytes, next, length);
                    target.starts[firstRow + row] = next;
                    next += length;
                }
            }
        }
    }
}
