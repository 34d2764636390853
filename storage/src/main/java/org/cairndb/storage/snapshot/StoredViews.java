package org.cairndb.storage.snapshot;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.jspecify.annotations.Nullable;

/**
 * The views that are stored in a database: entities with a name and the text of a query. They are data like all other, so each state of the database has
 * its own.
 */
public final class StoredViews {
    /** The namespace of their attributes; no user attribute can have it, and no table shows it. */
    public static final String NAMESPACE = "db.view";
    /** The name, a unique identity. */
    public static final String NAME = NAMESPACE + "/name";
    /** The text of the query. */
    public static final String DEFINITION = NAMESPACE + "/definition";

    /** The schema that names in the query call the database of the view, where it names it. */
    public static final String SCHEMA = NAMESPACE + "/schema";

    /**
     * A view.
     *
     * @param definition the text of its query
     * @param schema what names in it call the database that the view lies in; empty if they do not name it
     */
    public record View(String definition, String schema) {}

    /** What is known of a state that several snapshot objects stand for. */
    static final class Memo {
        private volatile @Nullable Map<String, View> views;
    }

    private StoredViews() {}

    /** Views by name, sorted; read once for a state, and not at all where there never was a view. */
    static Map<String, View> of(Snapshot snapshot, Memo memo) {
        @Nullable Map<String, View> known = memo.views;
        if (known == null) {
            known = read(snapshot);
            memo.views = known;
        }
        return known;
    }

    private static Map<String, View> read(Snapshot snapshot) {
        Schema schema = snapshot.schema();
        Optional<Attribute> name = schema.find(NAME);
        Optional<Attribute> definition = schema.find(DEFINITION);
        boolean mayHaveSome = name.isPresent()
                && definition.isPresent()
                && snapshot.statistics(name.get().id()).count() > 0;
        if (!mayHaveSome) {
            return Map.of();
        }
        Map<Long, String> names = values(snapshot, name.get());
        Map<Long, String> definitions = values(snapshot, definition.get());
        Map<Long, String> schemas =
                schema.find(SCHEMA).map(a -> values(snapshot, a)).orElse(Map.of());
        Map<String, View> views = new TreeMap<>();
        names.forEach((entity, text) -> {
            @Nullable String query = definitions.get(entity);
            if (query != null) {
                views.put(text, new View(query, schemas.getOrDefault(entity, "")));
            }
        });
        return Collections.unmodifiableMap(views);
    }

    private static Map<Long, String> values(Snapshot snapshot, Attribute attribute) {
        Map<Long, String> values = new HashMap<>();
        KeyRange all = KeyRange.ofAttribute(attribute.id());
        try (DatomCursor cursor = snapshot.cursor(Index.AEVT, all, Direction.FORWARD)) {
            while (cursor.next()) {
                DatomBatch batch = cursor.batch();
                for (int i = cursor.from(); i < cursor.to(); i++) {
                    Object value = Values.javaValue(attribute, batch.vector(i), batch.slot(i));
                    values.put(batch.entity(i), (String) value);
                }
            }
        }
        return values;
    }
}
