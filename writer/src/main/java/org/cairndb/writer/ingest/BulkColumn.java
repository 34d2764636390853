package org.cairndb.writer.ingest;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.LongPredicate;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.datom.ValueBuilder;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/**
 * One attribute of a bulk load. A value goes to the entity that {@link BulkLoader#begin} gave last; leaving a value out means that the entity has none.
 * Not thread-safe.
 *
 * <p>The typed methods take values as they are stored and make no object: {@link #appendLong} an integer, an entity id, a boolean as 0 or 1, an instant as
 * microseconds since 1970, a date as days since 1970, a time as microseconds of the day, or the unscaled value of a decimal of at most 18 digits.
 */
public final class BulkColumn {
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final BulkLoader loader;
    private final Attribute attribute;
    private final Presence presence;
    private final StagedColumn staged = new StagedColumn();

    private long[] entities = new long[1024];
    private ValueBuilder values;
    private long lastEntity;
    private long leastRef = Long.MAX_VALUE;
    private long greatestRef;
    private int lateBlock;
    private byte[] scratch = new byte[256];

    BulkColumn(BulkLoader loader, Attribute attribute, Presence presence) {
        this.loader = loader;
        this.attribute = attribute;
        this.presence = presence;
        this.values = ValueBuilder.of(attribute.physical());
    }

    /** The attribute; its id is not final. */
    public Attribute attribute() {
        return attribute;
    }

    /** Appends a value of a type that is stored as a long; see above. */
    public void appendLong(long value) {
        begin();
        values.appendLong(value);
    }

    /** Appends a value of a DOUBLE attribute. */
    public void appendDouble(double value) {
        begin();
        values.appendDouble(value);
    }

    /** Appends a value of a STRING or KEYWORD attribute. */
    public void appendText(String value) {
        int length = value.length();
        if (scratch.length < length) {
            scratch = new byte[length * 2];
        }
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                append(value);
                return;
            }
            scratch[i] = (byte) c;
        }
        appendUtf8(scratch, 0, length);
    }

    /** Appends a value of a STRING or KEYWORD attribute as valid UTF-8, or one of a BYTES attribute, from a part of an array. */
    public void appendUtf8(byte[] bytes, int from, int count) {
        if (count > Values.MAX_TEXT_BYTES) {
            throw new CairnException(
                    ErrorCode.VALUE_OUT_OF_RANGE,
                    "A value of attribute \"%s\" has %d bytes; %d are possible"
                            .formatted(attribute.ident(), count, Values.MAX_TEXT_BYTES));
        }
        begin();
        values.appendText(bytes, from, count);
    }

    /** Appends a value of any type in the Java class that {@link Values#canonical} takes. */
    public void append(Object value) {
        Object stored = Values.canonical(attribute, value);
        begin();
        Values.append(attribute, stored, values);
    }

    /**
     * Appends a ref to an entity that was given earlier and has another attribute of the namespace. Such refs come in ascending order of their entities,
     * and such a column takes no other values.
     */
    void appendLateRef(long entity, long target) {
        while (entity >= loader.endOfBlock(lateBlock)) {
            cut(loader.stage(), lateBlock);
            lateBlock++;
        }
        addEntity(entity);
        values.appendLong(target);
    }

    private void begin() {
        long entity = loader.currentEntity();
        if (entity == lastEntity && !attribute.isMany()) {
            throw new CairnException(
                    ErrorCode.TRANSACTION_INVALID,
                    "Entity %d is given two values of \"%s\", which holds one".formatted(entity, attribute.ident()));
        }
        addEntity(entity);
        presence.mark(entity);
        loader.appended();
        lateBlock = loader.currentBlock();
    }

    private void addEntity(long entity) {
        lastEntity = entity;
        int size = values.size();
        if (size == entities.length) {
            entities = Arrays.copyOf(entities, size * 2);
        }
        entities[size] = entity;
    }

    /** Stages what was appended since the last cut. */
    void cut(Stage stage) {
        cut(stage, lateBlock);
    }

    private void cut(Stage stage, int block) {
        if (values.size() == 0) {
            return;
        }
        ValueVector column = values.build();
        Run run = new Run(Arrays.copyOf(entities, column.size()), column);
        check(column);
        staged.add(block, stage.add(attribute.isMany() ? Runs.sortedSet(run) : run));
        values = ValueBuilder.of(attribute.physical());
    }

    StagedColumn staged() {
        return staged;
    }

    /** Refuses refs to entities that are not there when the load ends. */
    void checkRefs(LongPredicate exists) {
        boolean refs = attribute.type() == ValueType.REF && staged.datoms() > 0;
        if (refs && !(exists.test(leastRef) && exists.test(greatestRef))) {
            throw new CairnException(
                    ErrorCode.NO_SUCH_ENTITY,
                    "Attribute \"%s\" refers to entity %d, which does not exist"
                            .formatted(attribute.ident(), exists.test(leastRef) ? greatestRef : leastRef));
        }
    }

    /** The typed methods take any long: those that no value of the type is stored as are found here. */
    private void check(ValueVector column) {
        if (!(column instanceof LongVector longs)) {
            return;
        }
        switch (attribute.type()) {
            case BOOLEAN -> checkRange(longs, 0, 1);
            case TIME -> checkRange(longs, 0, MICROS_PER_DAY - 1);
            case DECIMAL -> {
                long bound = BigInteger.TEN.pow(attribute.precision()).longValueExact() - 1;
                checkRange(longs, -bound, bound);
            }
            case REF -> {
                for (int i = 0; i < longs.size(); i++) {
                    leastRef = Math.min(leastRef, longs.get(i));
                    greatestRef = Math.max(greatestRef, longs.get(i));
                }
            }
            default -> {
                // Every long is a value.
            }
        }
    }

    private void checkRange(LongVector longs, long min, long max) {
        for (int i = 0; i < longs.size(); i++) {
            if (longs.get(i) < min || longs.get(i) > max) {
                throw new CairnException(
                        ErrorCode.VALUE_OUT_OF_RANGE,
                        "Value %d does not fit attribute \"%s\" of type %s"
                                .formatted(longs.get(i), attribute.ident(), attribute.typeLabel()));
            }
        }
    }
}
