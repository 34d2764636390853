package org.cairndb.planner.exec.diff;

import org.cairndb.storage.datom.DatomBatch;

/** Turns a batch of changes into rows. Not thread-safe. */
final class DiffReader {
    private static final int NOT_SHOWN = -1;

    private final DatomBatch changes;
    private final DiffSubject subject;
    /** By column of the changes, the place of its attribute among those shown. */
    private final int[] places;

    private int position;

    DiffReader(DatomBatch changes, DiffSpec spec) {
        this.changes = changes;
        this.subject = spec.subject();
        this.places = new int[changes.columnCount()];
        for (int i = 0; i < places.length; i++) {
            places[i] = placeOf(changes.columnAttribute(i), spec);
        }
    }

    private static int placeOf(int attribute, DiffSpec spec) {
        for (int place = 0; place < spec.shown().size(); place++) {
            if (spec.shownAttributes().get(place).id() == attribute) {
                return place;
            }
        }
        return NOT_SHOWN;
    }

    boolean isAtEnd() {
        return position == changes.size();
    }

    /** Adds rows until there is no room or there are no more. */
    void fill(DiffRows rows) {
        while (!isAtEnd() && !rows.isFull()) {
            int end = endOfRow();
            rows.add(changes.entity(position), kindOf(end));
            for (int i = position; i < end; i++) {
                int place = places[changes.ordinal(i)];
                if (place != NOT_SHOWN) {
                    rows.note(place, i);
                }
            }
            position = end;
        }
    }

    private int endOfRow() {
        int end = position + 1;
        boolean isSet = subject instanceof DiffSubject.Values values
                && values.attribute().isMany();
        while (!isSet && end < changes.size() && changes.entity(end) == changes.entity(position)) {
            end++;
        }
        return end;
    }

    private ChangeKind kindOf(int end) {
        boolean anyAdded = false;
        boolean anyRetracted = false;
        for (int i = position; i < end; i++) {
            boolean decides = !(subject instanceof DiffSubject.Rows rows)
                    || changes.attribute(i) == rows.presence().id();
            anyAdded |= decides && changes.added(i);
            anyRetracted |= decides && !changes.added(i);
        }
        if (anyAdded == anyRetracted) {
            return ChangeKind.UPDATE;
        }
        return anyAdded ? ChangeKind.INSERT : ChangeKind.DELETE;
    }
}
