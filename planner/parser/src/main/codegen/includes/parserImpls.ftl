<#-- The snapshot clauses and the infix cast, in place of Calcite's production "Snapshot" (renamed by the build). -->

/**
 * Parses {@code FOR SYSTEM_TIME | TIMESTAMP | VERSION AS OF x} or the short form {@code AS OF x} after a table. The
 * point is wrapped into a call of CAIRN_AS_OF or CAIRN_VERSION, both of type TIMESTAMP, so that any expression or
 * parameter may stand there.
 */
SqlNode Snapshot(SqlNode tableRef) :
{
    final Span s;
    final SqlNode e;
    String function = "CAIRN_AS_OF";
}
{
    { s = span(); }
    (
        <FOR>
        (
            <SYSTEM_TIME>
        |
            <TIMESTAMP>
        |
            <VERSION> { function = "CAIRN_VERSION"; }
        )
        <AS>
    |
        <AS>
    )
    <OF>
    e = Expression(ExprContext.ACCEPT_NON_QUERY) {
        return new SqlSnapshot(s.end(this), tableRef, pointCall(function, e));
    }
}

/** The same clause after an alias: the alias stays outermost, as if it had been written last. */
SqlNode SnapshotAfterAlias(SqlNode tableRef) :
{
    SqlNode inner;
}
{
    inner = Snapshot(tableRef instanceof SqlCall && tableRef.getKind() == SqlKind.AS
        ? ((SqlCall) tableRef).operand(0) : tableRef)
    {
        if (tableRef.getKind() != SqlKind.AS) {
            return inner;
        }
        final List<SqlNode> operands = new ArrayList<SqlNode>(((SqlCall) tableRef).getOperandList());
        operands.set(0, inner);
        return SqlStdOperatorTable.AS.createCall(tableRef.getParserPosition(), operands);
    }
}

JAVACODE SqlNode pointCall(String function, SqlNode point) {
    SqlNode e = point;
    if (e instanceof SqlDynamicParam) {
        final SqlTypeName type = function.equals("CAIRN_VERSION") ? SqlTypeName.BIGINT : SqlTypeName.TIMESTAMP;
        final SqlDataTypeSpec spec = new SqlDataTypeSpec(
            new SqlBasicTypeNameSpec(type, e.getParserPosition()), e.getParserPosition());
        e = SqlStdOperatorTable.CAST.createCall(e.getParserPosition(), e, spec);
    }
    return new SqlUnresolvedFunction(new SqlIdentifier(function, e.getParserPosition()), null, null, null, null,
        SqlFunctionCategory.USER_DEFINED_FUNCTION).createCall(e.getParserPosition(), e);
}

/** Parses the infix cast of PostgreSQL: {@code x::INTEGER}. */
void InfixCast(List<Object> list, ExprContext exprContext, Span s) :
{
    final SqlDataTypeSpec dt;
}
{
    <INFIX_CAST> {
        checkNonQueryExpression(exprContext);
    }
    dt = DataType() {
        list.add(new SqlParserUtil.ToTreeListItem(SqlLibraryOperators.INFIX_CAST, s.pos()));
        list.add(dt);
    }
}
