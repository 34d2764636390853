package org.cairndb.storage.tree;

import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.KeyBuffer;
import org.cairndb.storage.datom.KeyRange;
import org.jspecify.annotations.Nullable;

/** A cursor over a tree with an overlay: leaves that the overlay does not touch are handed out as they are. */
final class TreeCursor implements DatomCursor {
    private enum State {
        START,
        INSIDE,
        END
    }

    private final boolean forward;
    private final Overlay overlay;
    private final MergedLeaves merged;
    private final TreePath path;
    private final @Nullable ReadAhead ahead;
    private final KeyBuffer scratch = new KeyBuffer();

    private KeyRange range;
    private State state = State.START;
    private Bytes start;
    /** Forward: where the next slice begins in the current leaf after a seek, or -1. */
    private int resumeAt = -1;
    /** Whether the next slice is in the current leaf, in a range that the cursor has not been in. */
    private boolean entersRange;
    /** Whether the path leads to a leaf, whose datoms the batch holds. */
    private boolean isOpen;

    private DatomBatch batch;
    private int from;
    private int to;

    TreeCursor(Tree tree, KeyRange range, Direction direction, Overlay overlay, MergedLeaves merged) {
        this.range = range;
        this.forward = direction == Direction.FORWARD;
        this.overlay = overlay;
        this.merged = merged;
        this.path = new TreePath(tree);
        boolean reads = forward && tree.source().parallelFetches() > 1;
        this.ahead = reads ? new ReadAhead(tree.source(), range) : null;
        this.start = range.lower();
        this.batch = overlay.adds();
    }

    @Override
    public boolean next() {
        if (resumeAt >= 0) {
            from = resumeAt;
            resumeAt = -1;
            if (from < to) {
                return true;
            }
        }
        if (entersRange) {
            entersRange = false;
            bound();
            if (from < to) {
                return true;
            }
        }
        while (move()) {
            openLeaf();
            if (from < to) {
                return true;
            }
        }
        from = to;
        return false;
    }

    @Override
    public boolean goOn(KeyRange next) {
        if (!forward || next.isEmpty()) {
            return false;
        }
        range = next;
        start = next.lower();
        resumeAt = -1;
        if (ahead != null) {
            ahead.goOn(next);
        }
        @Nullable Bytes leafEnd = isOpen ? path.leafEnd() : null;
        entersRange = isOpen && (leafEnd == null || start.compareTo(leafEnd) < 0);
        state = entersRange ? State.INSIDE : State.START;
        return true;
    }

    /** Moves to the next leaf in the range. */
    private boolean move() {
        if (state == State.END || range.isEmpty()) {
            return false;
        }
        if (state == State.START) {
            state = State.INSIDE;
            if (forward && isOpen) {
                path.descendFurther(start);
            } else if (forward) {
                path.descend(start);
            } else {
                path.descendBefore(range.upper());
            }
            return true;
        }
        boolean more = forward ? !reachesEnd() && path.forward() : !reachesBegin() && path.backward();
        if (!more) {
            state = State.END;
        }
        return more;
    }

    private boolean reachesEnd() {
        @Nullable Bytes leafEnd = path.leafEnd();
        return leafEnd == null || (range.upper() != null && leafEnd.compareTo(range.upper()) >= 0);
    }

    private boolean reachesBegin() {
        return path.isFirstLeaf() || path.leafBegin().compareTo(range.lower()) <= 0;
    }

    private void openLeaf() {
        if (ahead != null) {
            ahead.at(path);
        }
        batch = leafDatoms();
        isOpen = true;
        bound();
    }

    /** Finds the part of the leaf that lies in the range. */
    private void bound() {
        Bytes lower = forward ? start : range.lower();
        boolean beginsInside = path.isFirstLeaf() || path.leafBegin().compareTo(lower) < 0;
        from = beginsInside && lower.length() > 0 ? batch.lowerBound(lower, 0, batch.size(), scratch) : 0;
        to = batch.size();
        if (range.upper() != null) {
            @Nullable Bytes leafEnd = path.leafEnd();
            if (leafEnd == null || leafEnd.compareTo(range.upper()) > 0) {
                to = batch.lowerBound(range.upper(), from, to, scratch);
            }
        }
    }

    private DatomBatch leafDatoms() {
        if (path.isEmpty()) {
            return overlay.adds();
        }
        Merge.Part part = overlayPart();
        if (part.isEmpty()) {
            return path.leaf();
        }
        @Nullable DatomBatch known = merged.known(path.leafId());
        if (known != null) {
            return known;
        }
        DatomBatch leaf = path.leaf();
        return merged.merged(path.leafId(), () -> Merge.merged(leaf, part));
    }

    private Merge.Part overlayPart() {
        if (overlay.isEmpty()) {
            return new Merge.Part(overlay, 0, 0, 0, 0);
        }
        DatomBatch adds = overlay.adds();
        DatomBatch removes = overlay.removes();
        int addFrom = 0;
        int removeFrom = 0;
        if (!path.isFirstLeaf()) {
            addFrom = adds.lowerBound(path.leafBegin(), 0, adds.size(), scratch);
            removeFrom = removes.lowerBound(path.leafBegin(), 0, removes.size(), scratch);
        }
        @Nullable Bytes end = path.leafEnd();
        int addTo = end == null ? adds.size() : adds.lowerBound(end, addFrom, adds.size(), scratch);
        int removeTo = end == null ? removes.size() : removes.lowerBound(end, removeFrom, removes.size(), scratch);
        return new Merge.Part(overlay, addFrom, addTo, removeFrom, removeTo);
    }

    @Override
    public void seek(Bytes key) {
        if (!forward) {
            throw new IllegalStateException("Only a forward cursor can seek");
        }
        if (state == State.END || key.compareTo(start) <= 0) {
            return;
        }
        start = key;
        if (state == State.START) {
            return;
        }
        @Nullable Bytes leafEnd = path.leafEnd();
        boolean isInLeaf = leafEnd == null || key.compareTo(leafEnd) < 0;
        if (entersRange) {
            entersRange = isInLeaf;
            state = isInLeaf ? State.INSIDE : State.START;
        } else if (isInLeaf) {
            resumeAt = batch.lowerBound(key, resumeAt >= 0 ? resumeAt : from, to, scratch);
        } else if (range.upper() != null && key.compareTo(range.upper()) >= 0) {
            state = State.END;
            resumeAt = -1;
        } else {
            state = State.START;
            resumeAt = -1;
        }
    }

    @Override
    public DatomBatch batch() {
        return batch;
    }

    @Override
    public int from() {
        return from;
    }

    @Override
    public int to() {
        return to;
    }

    @Override
    public void close() {
        state = State.END;
        resumeAt = -1;
    }
}
