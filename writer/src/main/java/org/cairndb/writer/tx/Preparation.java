package org.cairndb.writer.tx;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.DatomSorter;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.snapshot.SchemaDatoms;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.snapshot.Transaction;
import org.cairndb.writer.schema.SchemaGrowth;

/** Makes a request into a transaction that is valid after one snapshot. */
public final class Preparation {
    private final Stamp stamp;
    private final DatomBatchBuilder datoms = new DatomBatchBuilder(Index.LOG);

    private Preparation(Stamp stamp) {
        this.stamp = stamp;
    }

    /**
     * The effective datoms of a request right after a snapshot.
     *
     * @param tail what the tail of the snapshot changes
     * @throws org.cairndb.storage.error.CairnException if the request breaks a rule of docs/transactions.md
     */
    public static Prepared prepare(Snapshot before, TailChanges tail, Transact request, Stamp stamp) {
        State state = new State(before, tail);
        SchemaGrowth growth = new SchemaGrowth(state.schema(), state.nextAttribute());
        Expansion expansion = new Expansion(state, growth);
        expansion.expand(request.operations());
        Entities entities = new Entities(state, growth, stamp.tx(), expansion);
        Slots slots = new Slots(state, growth, entities);
        expansion.claims().forEach(slots::apply);
        Effects effects = new Effects(state, growth, entities);
        effects.collect(slots.checked());
        Transaction transaction = new Preparation(stamp).assemble(growth, effects.additions(), effects.retractions());
        return new Prepared(transaction, stamp.instant(), entities.named());
    }

    /**
     * Applies the rules to a request right after a snapshot, without an effect.
     *
     * @throws org.cairndb.storage.error.CairnException if the request breaks a rule
     */
    public static void check(Snapshot before, Transact request) {
        TailChanges tail = TailChanges.none();
        before.head().tail().forEach(transaction -> tail.apply(transaction, before.schema()));
        Instant after = before.instant().plusSeconds(1);
        prepare(before, tail, request, Stamp.after(before, after, 0));
    }

    private Transaction assemble(SchemaGrowth growth, List<Change> additions, Set<Change> retractions) {
        long own = EntityIds.ofTx(stamp.tx());
        add(SystemAttributes.TX_INSTANT, own, stamp.instant());
        add(SystemAttributes.TX_NONCE, own, stamp.nonce());
        for (Attribute attribute : growth.changes()) {
            appendDefinition(growth, attribute);
        }
        additions.forEach(change -> add(change.attribute(), change.entity(), change.value()));
        retractions.forEach(change -> retract(change.attribute(), change.entity(), change.value()));
        return new Transaction(stamp.tx(), DatomSorter.sort(datoms.build(), Index.LOG));
    }

    private void appendDefinition(SchemaGrowth growth, Attribute attribute) {
        Map<Attribute, Object> before =
                growth.before(attribute).map(SchemaDatoms::of).orElse(Map.of());
        Map<Attribute, Object> after = SchemaDatoms.of(attribute);
        long entity = EntityIds.ofAttribute(attribute.id());
        before.forEach((property, value) -> {
            if (!value.equals(after.get(property))) {
                retract(property, entity, value);
            }
        });
        after.forEach((property, value) -> {
            if (!value.equals(before.get(property))) {
                add(property, entity, value);
            }
        });
    }

    private void add(Attribute attribute, long entity, Object value) {
        datoms.append(attribute, entity, value, stamp.tx());
    }

    private void retract(Attribute attribute, long entity, Object value) {
        add(attribute, entity, value);
        datoms.retract();
    }
}
