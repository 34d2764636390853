package org.cairndb.planner;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.cairndb.planner.rel.DatomSchema;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** The views that names can mean. Names without a schema inside a view belong to the schema that the view lies in. */
final class Views {
    /** Views in views, no deeper than this: a view that reads itself would never end. */
    private static final int MAX_DEPTH = 32;

    private final List<DatomSchema> schemas;
    /** The schema for names without one. */
    private final Optional<String> defaultSchema;

    /** What the view that is looked at calls its own database; empty outside of views. */
    private final String ownSchema;

    private final int depth;

    private Views(List<DatomSchema> schemas, Optional<String> defaultSchema, String ownSchema, int depth) {
        this.schemas = schemas;
        this.defaultSchema = defaultSchema;
        this.ownSchema = ownSchema;
        this.depth = depth;
    }

    static Views of(Catalog catalog) {
        return new Views(catalog.schemas(), catalog.defaultSchema(), "", 0);
    }

    /** Whether there is any view. */
    boolean isEmpty() {
        return schemas.stream().allMatch(schema -> schema.views().isEmpty());
    }

    /** The query that a name stands for, if it names a view. */
    Optional<SqlNode> body(SqlIdentifier name) {
        return schemaOf(name).flatMap(schema -> schema.view(last(name)).map(view -> parsed(view, schema)));
    }

    /** What names mean inside a view. */
    Views inside(SqlIdentifier view) {
        if (depth == MAX_DEPTH) {
            throw new CairnException(
                    ErrorCode.SQL_INVALID,
                    "View \"%s\" reads itself, directly or through other views; correct its definition"
                            .formatted(last(view)));
        }
        Optional<DatomSchema> schema = schemaOf(view);
        String own = schema.flatMap(s -> s.view(last(view)))
                .map(v -> v.stored().schema())
                .orElse("");
        return new Views(schemas, schema.map(DatomSchema::name), own, depth + 1);
    }

    /** A name of a table as it has to be written outside of the view that it stands in. */
    SqlIdentifier qualified(SqlIdentifier table) {
        if (depth == 0 || defaultSchema.isEmpty()) {
            return table;
        }
        SqlParserPos position = table.getParserPosition();
        return table.isSimple()
                ? new SqlIdentifier(List.of(defaultSchema.get(), table.getSimple()), position)
                : inOwnSchema(table);
    }

    /** A name with the schema of this connection in the place of what the view calls its own database. */
    SqlIdentifier inOwnSchema(SqlIdentifier name) {
        boolean isOwn = depth > 0
                && defaultSchema.isPresent()
                && name.names.size() > 1
                && name.names.get(0).equalsIgnoreCase(ownSchema);
        return isOwn ? name.setName(0, defaultSchema.orElseThrow()) : name;
    }

    private static SqlNode parsed(DatomSchema.View view, DatomSchema schema) {
        try {
            SqlNode query = SqlDialectConfig.parse(view.stored().definition());
            return CatalogNames.without(query, view.stored().schema()::equalsIgnoreCase);
        } catch (SqlParseException e) {
            throw new CairnException(
                    ErrorCode.SQL_INVALID,
                    "View \"%s\" of \"%s\" cannot be read: %s; correct its definition"
                            .formatted(
                                    view.name(),
                                    schema.name(),
                                    String.valueOf(e.getMessage())
                                            .lines()
                                            .findFirst()
                                            .orElse("")),
                    e);
        }
    }

    private Optional<DatomSchema> schemaOf(SqlIdentifier name) {
        if (name.names.size() > 2) {
            return Optional.empty();
        }
        Optional<String> schema = name.isSimple() ? defaultSchema : Optional.of(name.names.get(0));
        return schema.flatMap(wanted ->
                schemas.stream().filter(s -> s.name().equalsIgnoreCase(wanted)).findFirst());
    }

    private static String last(SqlIdentifier name) {
        return name.names.get(name.names.size() - 1);
    }
}
