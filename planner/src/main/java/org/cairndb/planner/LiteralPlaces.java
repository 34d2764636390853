package org.cairndb.planner;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSnapshot;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.parser.SqlParserUtil;
import org.cairndb.planner.rel.DatomSchema;
import org.cairndb.planner.rel.DatomTable;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * Finds the literals of a query on whose value its plan cannot depend: those that the WHERE clause of the query itself sets a unique column of the same type
 * equal to. At most one row has such a value, whatever it is, and nothing but that row's choice comes of it: no type, no name, no order of the result.
 */
final class LiteralPlaces {
    private final LiteralText text;
    private final String sql;
    private final Catalog catalog;
    private final List<Source> sources = new ArrayList<>();

    private LiteralPlaces(LiteralText text, String sql, Catalog catalog) {
        this.text = text;
        this.sql = sql;
        this.catalog = catalog;
    }

    /** A table of the FROM clause; null where it is something else, whose columns are not known here. */
    private record Source(String alias, @Nullable DatomTable table) {}

    /** Such literals of a query. */
    static LiteralShape find(LiteralText text, String sql, Catalog catalog) {
        try {
            SqlNode parsed = SqlDialectConfig.parse(StatementText.of(sql).query());
            return new LiteralPlaces(text, sql, catalog).shapeOf(parsed);
        } catch (SqlParseException | RuntimeException e) {
            return LiteralShape.NONE;
        }
    }

    private LiteralShape shapeOf(SqlNode parsed) {
        SqlNode query = parsed instanceof SqlOrderBy ordered ? ordered.query : parsed;
        BitSet parameters = new BitSet();
        if (query instanceof SqlSelect select && select.getFrom() != null && select.getWhere() != null) {
            addSources(select.getFrom());
            addParameters(select.getWhere(), parameters);
        }
        return LiteralShape.of(parameters);
    }

    private void addSources(SqlNode from) {
        if (from instanceof SqlJoin join) {
            addSources(join.getLeft());
            addSources(join.getRight());
            return;
        }
        SqlNode item = from;
        String alias = null;
        if (from.getKind() == SqlKind.AS && ((SqlCall) from).operandCount() == 2) {
            item = ((SqlCall) from).operand(0);
            alias = ((SqlIdentifier) ((SqlCall) from).operand(1)).getSimple();
        }
        if (item instanceof SqlSnapshot snapshot) {
            addSnapshot(snapshot.getTableRef(), alias);
        } else {
            sources.add(source(item, alias));
        }
    }

    /** A table with a snapshot clause, which may stand around the alias as well as inside it. */
    private void addSnapshot(SqlNode table, @Nullable String alias) {
        if (alias == null) {
            addSources(table);
        } else {
            sources.add(source(table, alias));
        }
    }

    private Source source(SqlNode item, @Nullable String alias) {
        if (!(item instanceof SqlIdentifier name)) {
            return new Source(alias == null ? "" : alias, null);
        }
        String shown = alias == null ? name.names.get(name.names.size() - 1) : alias;
        return new Source(shown, tableNamed(name).orElse(null));
    }

    private Optional<DatomTable> tableNamed(SqlIdentifier name) {
        Optional<String> schema = name.names.size() == 2 ? Optional.of(name.names.get(0)) : catalog.defaultSchema();
        if (name.names.size() > 2 || schema.isEmpty()) {
            return Optional.empty();
        }
        String table = name.names.get(name.names.size() - 1);
        List<DatomTable> found = catalog.schemas().stream()
                .filter(s -> s.name().equalsIgnoreCase(schema.get()))
                .map(DatomSchema::datomTables)
                .flatMap(List::stream)
                .filter(t -> t.name().equalsIgnoreCase(table))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private void addParameters(SqlNode condition, BitSet parameters) {
        if (condition.getKind() == SqlKind.AND) {
            ((SqlCall) condition).getOperandList().forEach(operand -> addParameters(operand, parameters));
        } else if (condition.getKind() == SqlKind.EQUALS) {
            SqlNode left = ((SqlCall) condition).operand(0);
            SqlNode right = ((SqlCall) condition).operand(1);
            addParameter(left, right, parameters);
            addParameter(right, left, parameters);
        }
    }

    private void addParameter(SqlNode column, SqlNode value, BitSet parameters) {
        if (column instanceof SqlIdentifier name && value instanceof SqlLiteral) {
            int literal = literalAt(value.getParserPosition());
            ValueType type = literal < 0 ? null : uniqueTypeOf(name);
            ValueType given = literal >= 0 && text.isText(literal) ? ValueType.STRING : ValueType.LONG;
            if (type == given) {
                parameters.set(literal);
            }
        }
    }

    /** The literal of the text that stands exactly at a position, or -1. */
    private int literalAt(SqlParserPos position) {
        int start = SqlParserUtil.lineColToIndex(sql, position.getLineNum(), position.getColumnNum());
        int end = SqlParserUtil.lineColToIndex(sql, position.getEndLineNum(), position.getEndColumnNum()) + 1;
        for (int i = 0; i < text.count(); i++) {
            if (text.start(i) == start && text.end(i) == end) {
                return i;
            }
        }
        return -1;
    }

    /** The type of a column that is unique in every table that the name can mean; null if it is not, or not known. */
    private @Nullable ValueType uniqueTypeOf(SqlIdentifier name) {
        int parts = name.names.size();
        if (parts > 2) {
            return null;
        }
        ValueType type = null;
        for (Source source : sources) {
            if (parts == 2 && !source.alias.equalsIgnoreCase(name.names.get(0))) {
                continue;
            }
            int column = source.table == null ? -1 : columnNamed(source.table, name.names.get(parts - 1));
            ValueType found = source.table == null ? null : uniqueType(source.table, column);
            boolean isElsewhere = source.table != null && column < 0 && parts == 1;
            if (isElsewhere) {
                continue;
            }
            if (found == null || (type != null && type != found)) {
                return null;
            }
            type = found;
        }
        return type;
    }

    private static int columnNamed(DatomTable table, String name) {
        List<String> names = table.columnNames();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable ValueType uniqueType(DatomTable table, int column) {
        if (column < 0 || !table.hasIdColumn()) {
            return null;
        }
        if (column == 0) {
            return ValueType.LONG;
        }
        return table.attribute(column)
                .filter(Attribute::isUnique)
                .map(Attribute::type)
                .orElse(null);
    }
}
