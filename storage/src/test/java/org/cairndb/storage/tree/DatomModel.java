package org.cairndb.storage.tree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Datom;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.datom.ValueType;

/** The slow and clear version of an index: datoms in a sorted map, ordered by a comparator over their Java values. */
final class DatomModel {
    static final Attribute NAME =
            Attribute.builder(64, "thing/name", ValueType.STRING).indexed().build();
    static final Attribute SIZE =
            Attribute.builder(65, "thing/size", ValueType.LONG).indexed().build();
    static final Attribute PRICE =
            Attribute.builder(66, "thing/price", ValueType.DOUBLE).indexed().build();
    static final List<Attribute> ATTRIBUTES = List.of(NAME, SIZE, PRICE);
    static final Schema SCHEMA = Schema.of(ATTRIBUTES);

    private final TreeMap<Datom, Long> datoms;

    DatomModel(Index index) {
        this.datoms = new TreeMap<>(order(index));
    }

    static Comparator<Datom> order(Index index) {
        Comparator<Datom> byEntity = Comparator.comparingLong(Datom::entity);
        Comparator<Datom> byAttribute = Comparator.comparingInt(Datom::attribute);
        Comparator<Datom> byValue = (a, b) -> compareValues(a.value(), b.value());
        return switch (index) {
            case EAVT -> byEntity.thenComparing(byAttribute).thenComparing(byValue);
            case AEVT -> byAttribute.thenComparing(byEntity).thenComparing(byValue);
            case AVET -> byAttribute.thenComparing(byValue).thenComparing(byEntity);
            default -> throw new IllegalArgumentException("Not modelled: " + index);
        };
    }

    @SuppressWarnings("unchecked") // values of one attribute have one class
    private static int compareValues(Object left, Object right) {
        return left.getClass() == right.getClass() ? ((Comparable<Object>) left).compareTo(right) : 0;
    }

    int size() {
        return datoms.size();
    }

    boolean contains(Datom datom) {
        return datoms.containsKey(datom);
    }

    void add(Datom datom) {
        datoms.put(datom, datom.tx());
    }

    void remove(Datom datom) {
        datoms.remove(datom);
    }

    List<Datom> all() {
        return new ArrayList<>(datoms.keySet());
    }

    Datom random(SplittableRandom random) {
        Datom probe = randomDatom(random, Long.MAX_VALUE, 1);
        Datom found = datoms.ceilingKey(probe);
        return found == null ? datoms.firstKey() : found;
    }

    static Datom randomDatom(SplittableRandom random, long maxEntity, long tx) {
        long entity = 1 + random.nextLong(Math.min(maxEntity, 60_000));
        Attribute attribute = ATTRIBUTES.get(random.nextInt(ATTRIBUTES.size()));
        Object value = switch (attribute.type()) {
            case STRING -> "name-" + Integer.toString(random.nextInt(5_000), 36);
            case LONG -> random.nextLong(-1_000, 1_000);
            default -> random.nextInt(10_000) / 100.0;
        };
        return new Datom(entity, attribute.id(), value, tx, true);
    }

    static DatomBatch batch(Index index, Collection<Datom> sorted) {
        DatomBatchBuilder builder = new DatomBatchBuilder(index);
        for (Datom datom : sorted) {
            builder.append(SCHEMA.attribute(datom.attribute()), datom.entity(), datom.value(), datom.tx());
        }
        return builder.build();
    }
}
