package org.cairndb.writer.tx;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.snapshot.StoredViews;
import org.cairndb.writer.schema.AttributeSpec;

/**
 * Transactions that create and drop views. A view is an entity with a name and the text of its query; names of tables without a schema in it mean tables of
 * the same database. The text is not looked at here: whoever reads the view learns what is wrong with it.
 */
public final class Views {
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$ .-]{0,127}");

    private Views() {}

    /** What to do with a view that is there already. */
    public enum Existing {
        /** Nothing is committed, and the caller learns of it. */
        REFUSE,
        /** It gets the new query. */
        REPLACE
    }

    /**
     * Creates a view. Committing it fails with TRANSACTION_INVALID if there is a table of the name, or a view that is not to be replaced.
     *
     * @throws CairnException VALUE_INVALID for a name that no view can have or an empty query
     */
    public static Transact create(String name, String query, Existing existing) {
        return create(name, new StoredViews.View(query, ""), existing);
    }

    /**
     * Creates a view whose query may name its own database as a schema.
     *
     * @throws CairnException VALUE_INVALID for a name that no view can have or an empty query
     */
    public static Transact create(String name, StoredViews.View view, Existing existing) {
        if (!NAME.matcher(name).matches()) {
            throw new CairnException(
                    ErrorCode.VALUE_INVALID,
                    "\"%s\" cannot name a view; begin with a letter or underscore and use at most 128 characters"
                            .formatted(name));
        }
        if (view.definition().isBlank()) {
            throw new CairnException(ErrorCode.VALUE_INVALID, "View \"%s\" has no query".formatted(name));
        }
        return Transact.builder()
                .define(AttributeSpec.builder(StoredViews.NAME, ValueType.STRING)
                        .identity()
                        .build())
                .define(AttributeSpec.builder(StoredViews.DEFINITION, ValueType.STRING)
                        .build())
                .define(AttributeSpec.builder(StoredViews.SCHEMA, ValueType.STRING)
                        .build())
                .operation(Operation.call(before -> {
                    requireFree(before, name, existing);
                    return List.of();
                }))
                .put(Map.of(
                        StoredViews.NAME, name,
                        StoredViews.DEFINITION, view.definition(),
                        StoredViews.SCHEMA, view.schema()))
                .build();
    }

    /** Drops a view. Committing it fails with TRANSACTION_INVALID if there is none of the name. */
    public static Transact drop(String name) {
        return Transact.of(List.of(Operation.call(before -> {
            if (!before.views().containsKey(name)) {
                throw new CairnException(
                        ErrorCode.TRANSACTION_INVALID,
                        before.views().isEmpty()
                                ? "There is no view \"%s\"; the database has none".formatted(name)
                                : "There is no view \"%s\"; there are \"%s\""
                                        .formatted(
                                                name,
                                                String.join(
                                                        "\", \"", before.views().keySet())));
            }
            return List.of(Operation.retractEntity(new LookupRef(StoredViews.NAME, name)));
        })));
    }

    private static void requireFree(Snapshot before, String name, Existing existing) {
        if (existing == Existing.REFUSE && before.views().containsKey(name)) {
            throw new CairnException(
                    ErrorCode.TRANSACTION_INVALID,
                    "There is a view \"%s\" already; replace it or drop it first".formatted(name));
        }
        Schema schema = before.schema();
        boolean isTable = schema.namespaces().stream().anyMatch(name::equalsIgnoreCase);
        if (isTable) {
            throw new CairnException(
                    ErrorCode.TRANSACTION_INVALID, "\"%s\" is a table; give the view another name".formatted(name));
        }
    }
}
