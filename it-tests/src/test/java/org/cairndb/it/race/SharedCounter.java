package org.cairndb.it.race;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Datom;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.error.ErrorKind;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.writer.Writer;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.Transact;
import org.cairndb.writer.tx.TxReport;

/**
 * An entity that every transaction of a race increments, so that transaction n sets it to n - {@link #SETUP_TX}. Facts have a key that is not unique to the
 * database, so that a second copy would stay to be seen.
 */
record SharedCounter(long entity) {
    static final String VALUE = "counter/value";
    static final String KEY = "fact/key";
    /** The transaction that makes the counter. */
    static final long SETUP_TX = 1;

    /** Makes the counter in a new database. */
    static SharedCounter create(Writer writer) {
        TxReport report = writer.transact(Transact.builder()
                .define(AttributeSpec.builder(VALUE, ValueType.LONG).build())
                .define(AttributeSpec.builder(KEY, ValueType.STRING).indexed().build())
                .put(Map.of("db/id", "counter", VALUE, 0L))
                .build());
        return new SharedCounter(report.entity("counter"));
    }

    /** Increments by a function, which runs again after a lost race. */
    Increment increment(Writer writer, String key) {
        return told(writer.transact(byFunction(key)), key);
    }

    /** Queues the same. */
    CompletableFuture<Increment> queue(Writer writer, String key) {
        return writer.transactAsync(byFunction(key)).thenApply(report -> told(report, key));
    }

    private Transact byFunction(String key) {
        return Transact.builder()
                .call(before -> operations(valueIn(before), key))
                .build();
    }

    /** Increments by a compare-and-set, which fails after a lost race and is then asked for anew. */
    Increment compareAndSet(Writer writer, String key) {
        while (true) {
            try {
                long before = valueIn(writer.snapshot());
                return told(writer.transact(Transact.of(operations(before, key))), key);
            } catch (CairnException e) {
                if (e.code() != ErrorCode.CAS_FAILED && e.code().kind() != ErrorKind.RETRY) {
                    throw e;
                }
            }
        }
    }

    private List<Operation> operations(long before, String key) {
        return List.of(Operation.cas(entity, VALUE, before, before + 1), Operation.put(Map.of(KEY, key)));
    }

    private long valueIn(Snapshot snapshot) {
        Attribute attribute = snapshot.schema().find(VALUE).orElseThrow();
        return (Long) snapshot.value(entity, attribute).orElseThrow();
    }

    private Increment told(TxReport report, String key) {
        Attribute attribute = report.snapshot().schema().find(VALUE).orElseThrow();
        long count = report.datoms().stream()
                .filter(datom -> datom.attribute() == attribute.id() && datom.added())
                .map(Datom::value)
                .mapToLong(Long.class::cast)
                .sum();
        return new Increment(report.tx(), key, count);
    }
}
