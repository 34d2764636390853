package org.cairndb.storage.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.KeyBuffer;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.node.BranchNode;
import org.cairndb.storage.node.Child;
import org.cairndb.storage.node.ValueZone;
import org.jspecify.annotations.Nullable;

/**
 * Finds the leaves of AEVT in which an attribute may have certain values, by the least and greatest values that branch nodes keep of their children. A leaf
 * without such a value is found all the same if the overlay adds one to it.
 */
final class ZoneSearch {
    private static final int ATTRIBUTE_BYTES = 4;

    private final Tree tree;
    private final Overlay overlay;
    private final int attribute;
    private final KeyRange all;
    /** Bounds of the value ranges, without the attribute; ascending. */
    private final List<Bytes> lowers = new ArrayList<>();

    /** The last one may be null for the end. */
    private final List<@Nullable Bytes> uppers = new ArrayList<>();

    private final List<KeyRange> found = new ArrayList<>();
    private long skipped;

    private ZoneSearch(Tree tree, Overlay overlay, int attribute) {
        this.tree = tree;
        this.overlay = overlay;
        this.attribute = attribute;
        this.all = KeyRange.ofAttribute(attribute);
    }

    /** The leaves in which an attribute may have a value in one of some disjoint ascending ranges of AVET. */
    static MatchingLeaves of(Tree tree, Overlay overlay, int attribute, List<KeyRange> values) {
        @Nullable TreeRoot root = tree.root().orElse(null);
        ZoneSearch search = new ZoneSearch(tree, overlay, attribute);
        if (root == null || root.level() == 0) {
            return new MatchingLeaves(values.isEmpty() ? List.of() : List.of(search.all), 0);
        }
        values.forEach(search::addValues);
        search.visit(tree.source().branch(root.id(), tree.index(), root.level()), null);
        return new MatchingLeaves(search.found, search.skipped);
    }

    private void addValues(KeyRange range) {
        KeyRange inside = range.intersect(all);
        if (inside.isEmpty()) {
            return;
        }
        lowers.add(withoutAttribute(inside.lower()));
        Bytes upper = inside.upper();
        uppers.add(upper == null || Objects.equals(upper, all.upper()) ? null : withoutAttribute(upper));
    }

    private static Bytes withoutAttribute(Bytes key) {
        return key.slice(Math.min(ATTRIBUTE_BYTES, key.length()), key.length());
    }

    private void visit(BranchNode branch, @Nullable Bytes branchEnd) {
        for (int i = 0; i < branch.size(); i++) {
            Child child = branch.child(i);
            @Nullable Bytes end = i + 1 < branch.size() ? branch.child(i + 1).separator() : branchEnd;
            KeyRange keys = new KeyRange(child.separator(), end).intersect(all);
            if (keys.isEmpty()) {
                continue;
            }
            if (!mayMatch(child.values()) && !addsMatch(keys)) {
                skipped += countOf(child);
            } else if (branch.level() == 1) {
                add(keys);
            } else {
                visit(tree.source().branch(child.id(), tree.index(), branch.level() - 1), end);
            }
        }
    }

    private long countOf(Child child) {
        ValueZone zone = child.values();
        return zone == null || zone.attribute() == attribute ? child.count() : 0;
    }

    private void add(KeyRange keys) {
        KeyRange last = found.isEmpty() ? null : found.get(found.size() - 1);
        if (last != null && Objects.equals(keys.lower(), last.upper())) {
            found.set(found.size() - 1, new KeyRange(last.lower(), keys.upper()));
        } else {
            found.add(keys);
        }
    }

    private boolean mayMatch(@Nullable ValueZone zone) {
        if (zone == null) {
            return !lowers.isEmpty();
        }
        return zone.attribute() == attribute
                && overlaps(zone.min().unsafeArray(), zone.max().unsafeArray());
    }

    /** Whether a value range meets the keys from one on up to all that begin with another. */
    private boolean overlaps(byte[] min, byte[] max) {
        int first = firstEndingAbove(min);
        if (first == lowers.size()) {
            return false;
        }
        byte[] lower = lowers.get(first).unsafeArray();
        return Arrays.compareUnsigned(lower, 0, Math.min(lower.length, max.length), max, 0, max.length) <= 0;
    }

    private int firstEndingAbove(byte[] key) {
        int low = 0;
        int high = uppers.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            @Nullable Bytes upper = uppers.get(middle);
            if (upper != null && Arrays.compareUnsigned(upper.unsafeArray(), key) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean addsMatch(KeyRange keys) {
        DatomBatch adds = overlay.adds();
        if (adds.size() == 0 || lowers.isEmpty()) {
            return false;
        }
        int from = adds.lowerBound(keys.lower(), 0);
        int to = keys.upper() == null ? adds.size() : adds.lowerBound(keys.upper(), from);
        KeyBuffer key = new KeyBuffer();
        for (int i = from; i < to; i++) {
            adds.vector(i).writeKey(adds.slot(i), key.clear());
            byte[] value = key.toBytes().unsafeArray();
            if (overlaps(value, value)) {
                return true;
            }
        }
        return false;
    }
}
