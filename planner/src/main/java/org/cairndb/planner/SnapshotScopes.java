package org.cairndb.planner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSnapshot;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.util.SqlShuttle;
import org.cairndb.planner.rel.SnapshotFunctions;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Spreads snapshot clauses: one after a subquery, a query of WITH or a view holds for every table inside that has none of its own, however deep it lies.
 * What is left stands on tables only. A query of WITH that is read at several points is written out for each.
 */
final class SnapshotScopes extends SqlShuttle {
    private final Views views;
    /** The clause around what is visited, as the call of a point. */
    private final @Nullable SqlNode clause;
    /** The queries of WITH that can be named here, by name in lower case. */
    private final Map<String, Definition> queries;

    private SnapshotScopes(Views views, @Nullable SqlNode clause, Map<String, Definition> queries) {
        this.views = views;
        this.clause = clause;
        this.queries = queries;
    }

    /**
     * A query of WITH.
     *
     * @param items the list that it stands in, up to itself, as written
     * @param clause the clause that holds for it as it stands
     * @param outside the queries that can be named around the list
     * @param isOpen whether the reader stands inside it, so that the name means the rows of the last round
     */
    private record Definition(
            List<SqlWithItem> items, @Nullable SqlNode clause, Map<String, Definition> outside, boolean isOpen) {}

    /** Whether an alias stands around a table reference already. */
    private enum Alias {
        GIVEN,
        MISSING
    }

    /** The statement with snapshot clauses on tables only, and with subqueries in the place of views. */
    static SqlNode spread(SqlNode statement, Views views) {
        return views.isEmpty() && !hasClause(statement)
                ? statement
                : new SnapshotScopes(views, null, Map.of()).in(statement);
    }

    private static boolean hasClause(SqlNode statement) {
        boolean[] found = new boolean[1];
        statement.accept(new SqlBasicVisitor<Void>() {
            @Override
            public @Nullable Void visit(SqlCall call) {
                found[0] |= call instanceof SqlSnapshot;
                return found[0] ? null : super.visit(call);
            }
        });
        return found[0];
    }

    private SqlNode in(SqlNode node) {
        SqlNode visited = node.accept(this);
        return visited == null ? node : visited;
    }

    @Override
    public SqlNode visit(SqlIdentifier id) {
        SqlIdentifier own = id.names.size() > 2 ? views.inOwnSchema(id) : id;
        return own.clone(own.getParserPosition());
    }

    @Override
    public SqlNode visit(SqlDynamicParam param) {
        return new SqlDynamicParam(param.getIndex(), param.getParserPosition());
    }

    @Override
    public SqlNode visit(SqlLiteral literal) {
        return literal.clone(literal.getParserPosition());
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        if (call instanceof SqlWith with) {
            return with(with);
        }
        if (call instanceof SqlSelect select) {
            return select(select);
        }
        CallCopyingArgHandler copy = new CallCopyingArgHandler(call, true);
        call.getOperator().acceptCall(this, call, false, copy);
        return copy.result();
    }

    private SqlNode select(SqlSelect select) {
        SqlSelect copy = (SqlSelect) select.clone(select.getParserPosition());
        List<@Nullable SqlNode> operands = new ArrayList<>(select.getOperandList());
        for (int i = 0; i < operands.size(); i++) {
            @Nullable SqlNode operand = operands.get(i);
            if (operand != null && operand != select.getHints()) {
                copy.setOperand(i, i == SqlSelect.FROM_OPERAND ? from(operand, Alias.MISSING) : in(operand));
            }
        }
        return copy;
    }

    private SqlNode from(SqlNode node, Alias alias) {
        if (node instanceof SqlIdentifier name) {
            return named(name, alias);
        }
        if (node instanceof SqlSnapshot snapshot) {
            return isPoint(snapshot.getPeriod())
                    ? new SnapshotScopes(views, snapshot.getPeriod(), queries).from(snapshot.getTableRef(), alias)
                    : range(snapshot);
        }
        if (node instanceof SqlJoin join) {
            return join(join);
        }
        return switch (node.getKind()) {
            case AS -> withFirst((SqlCall) node, Alias.GIVEN);
            case LATERAL, TABLESAMPLE, PIVOT, UNPIVOT, MATCH_RECOGNIZE, EXTEND, TABLE_REF ->
                withFirst((SqlCall) node, alias);
            case COLLECTION_TABLE -> DiffClauses.qualified(in(node), views);
            default -> in(node);
        };
    }

    /** A table with a range of time. */
    private SqlNode range(SqlSnapshot snapshot) {
        SqlNode table = snapshot.getTableRef();
        if (table instanceof SqlIdentifier name) {
            boolean isQuery = name.isSimple() && queries.containsKey(key(name));
            if (isQuery || views.body(name).isPresent()) {
                throw new CairnException(
                        ErrorCode.UNSUPPORTED,
                        "A range of time stands after a table, and \"%s\" is a query; move it inside to the tables"
                                .formatted(name));
            }
            table = views.qualified(name);
        }
        return new SqlSnapshot(snapshot.getParserPosition(), in(table), in(snapshot.getPeriod()));
    }

    /** A call around a table reference. */
    private SqlNode withFirst(SqlCall call, Alias alias) {
        SqlCall copy = (SqlCall) call.clone(call.getParserPosition());
        List<@Nullable SqlNode> operands = new ArrayList<>(call.getOperandList());
        for (int i = 0; i < operands.size(); i++) {
            @Nullable SqlNode operand = operands.get(i);
            if (operand != null) {
                copy.setOperand(i, i == 0 ? from(operand, alias) : in(operand));
            }
        }
        return copy;
    }

    private SqlNode join(SqlJoin join) {
        @Nullable SqlNode condition = join.getCondition();
        return new SqlJoin(
                join.getParserPosition(),
                from(join.getLeft(), Alias.MISSING),
                join.isNaturalNode(),
                join.getJoinTypeNode(),
                from(join.getRight(), Alias.MISSING),
                join.getConditionTypeNode(),
                condition == null ? null : in(condition));
    }

    private SqlNode named(SqlIdentifier name, Alias alias) {
        @Nullable Definition query = name.isSimple() ? queries.get(key(name)) : null;
        if (query != null) {
            return query.clause == clause ? visit(name) : at(name, query, alias);
        }
        SqlIdentifier table = views.qualified(name);
        Optional<SqlNode> view = views.body(table);
        if (view.isPresent()) {
            SqlNode body = new SnapshotScopes(views.inside(table), clause, Map.of()).in(view.get());
            return aliased(body, name, alias);
        }
        SqlNode copy = visit(table);
        return clause == null ? copy : new SqlSnapshot(name.getParserPosition(), copy, in(clause));
    }

    /** A query of WITH read at the point of the clause, written out with those that it may use. */
    private SqlNode at(SqlIdentifier name, Definition query, Alias alias) {
        if (query.isOpen) {
            throw new CairnException(
                    ErrorCode.UNSUPPORTED,
                    "AS OF cannot stand on \"%s\" inside its own definition; write it where the query is used"
                            .formatted(name.getSimple()));
        }
        SqlParserPos position = name.getParserPosition();
        SqlNodeList star = SqlNodeList.of(SqlIdentifier.star(position));
        SqlNode all =
                new SqlSelect(position, null, star, visit(name), null, null, null, null, null, null, null, null, null);
        SnapshotScopes scopes = new SnapshotScopes(views, clause, query.outside);
        return aliased(scopes.with(position, query.items, all), name, alias);
    }

    private static SqlNode aliased(SqlNode query, SqlIdentifier name, Alias alias) {
        SqlParserPos position = name.getParserPosition();
        SqlIdentifier last = new SqlIdentifier(name.names.get(name.names.size() - 1), position);
        return alias == Alias.GIVEN ? query : SqlStdOperatorTable.AS.createCall(position, query, last);
    }

    private SqlNode with(SqlWith with) {
        List<SqlWithItem> items =
                with.withList.stream().map(SqlWithItem.class::cast).toList();
        return with(with.getParserPosition(), items, with.body);
    }

    private SqlNode with(SqlParserPos position, List<SqlWithItem> items, SqlNode body) {
        Map<String, Definition> known = new HashMap<>(queries);
        SqlNodeList copies = new SqlNodeList(position);
        for (int i = 0; i < items.size(); i++) {
            SqlWithItem item = items.get(i);
            List<SqlWithItem> upTo = items.subList(0, i + 1);
            Map<String, Definition> inside = new HashMap<>(known);
            if (item.recursive.booleanValue()) {
                inside.put(key(item.name), new Definition(upTo, clause, queries, true));
            }
            SqlNode query = new SnapshotScopes(views, clause, inside).in(item.query);
            copies.add(new SqlWithItem(item.getParserPosition(), item.name, item.columnList, query, item.recursive));
            known.put(key(item.name), new Definition(upTo, clause, queries, false));
        }
        return new SqlWith(position, copies, new SnapshotScopes(views, clause, known).in(body));
    }

    private static boolean isPoint(SqlNode period) {
        return period instanceof SqlCall call
                && SnapshotFunctions.isPoint(call.getOperator().getName());
    }

    private static String key(SqlIdentifier name) {
        return name.getSimple().toLowerCase(Locale.ROOT);
    }
}
