<#-- The snapshot clauses, the infix cast and AT TIME ZONE, in place of Calcite's production "Snapshot" (renamed by the build). -->

/**
 * Parses {@code FOR SYSTEM_TIME | TIMESTAMP | VERSION} with {@code AS OF x}, {@code BETWEEN a AND b}, {@code FROM a TO b} or
 * {@code ALL}, or the short form {@code AS OF x}, after a table. The points are wrapped into a call of a function of type
 * TIMESTAMP, so that any expression or parameter may stand there.
 */
SqlNode Snapshot(SqlNode tableRef) :
{
    final Span s;
    final SqlNode period;
    boolean isVersion = false;
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
            <VERSION> { isVersion = true; }
        )
        period = SnapshotPeriod(isVersion)
    |
        period = SnapshotPoint("CAIRN_AS_OF")
    )
    {
        return new SqlSnapshot(s.end(this), tableRef, period);
    }
}

SqlNode SnapshotPoint(String function) :
{
    final SqlNode e;
}
{
    <AS> <OF> e = Expression(ExprContext.ACCEPT_NON_QUERY) {
        return pointCall(function, e);
    }
}

SqlNode SnapshotPeriod(boolean isVersion) :
{
    final SqlNode e;
    final SqlNode end;
}
{
    e = SnapshotPoint(isVersion ? "CAIRN_VERSION" : "CAIRN_AS_OF") {
        return e;
    }
|
    <BETWEEN> e = Expression(ExprContext.ACCEPT_NON_QUERY) {
        // AND binds weaker than anything that can stand in a point, so that the topmost one divides the two.
        if (e.getKind() != SqlKind.AND) {
            throw new ParseException("BETWEEN after FOR needs two points: BETWEEN a AND b");
        }
        final SqlCall both = (SqlCall) e;
        return pointCall(isVersion ? "CAIRN_VERSION_BETWEEN" : "CAIRN_BETWEEN", both.operand(0), both.operand(1));
    }
|
    <FROM> e = Expression(ExprContext.ACCEPT_NON_QUERY)
    <TO> end = Expression(ExprContext.ACCEPT_NON_QUERY) {
        return pointCall(isVersion ? "CAIRN_VERSION_FROM_TO" : "CAIRN_FROM_TO", e, end);
    }
|
    <ALL> {
        return pointCall("CAIRN_ALL");
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

JAVACODE SqlNode pointCall(String function, SqlNode... points) {
    final SqlNode[] typed = new SqlNode[points.length];
    for (int i = 0; i < points.length; i++) {
        typed[i] = points[i] instanceof SqlDynamicParam ? typedParameter(function, points[i]) : points[i];
    }
    final SqlParserPos pos = points.length == 0 ? getPos() : SqlParserPos.sum(typed);
    return new SqlUnresolvedFunction(new SqlIdentifier(function, pos), null, null, null, null,
        SqlFunctionCategory.USER_DEFINED_FUNCTION).createCall(pos, typed);
}

JAVACODE SqlNode typedParameter(String function, SqlNode parameter) {
    final SqlParserPos pos = parameter.getParserPosition();
    final SqlTypeName type = function.equals("CAIRN_VERSION") ? SqlTypeName.VARCHAR
        : function.startsWith("CAIRN_VERSION") ? SqlTypeName.BIGINT : SqlTypeName.TIMESTAMP;
    return SqlStdOperatorTable.CAST.createCall(pos, parameter,
        new SqlDataTypeSpec(new SqlBasicTypeNameSpec(type, pos), pos));
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

/** Parses {@code x AT TIME ZONE zone}, which binds as tightly as the infix cast. */
void AtTimeZone(List<Object> list, ExprContext exprContext, Span s) :
{
    final SqlNode zone;
}
{
    <AT> <TIME> <ZONE> {
        checkNonQueryExpression(exprContext);
    }
    zone = AtomicRowExpression() {
        list.add(timeZoneCall(lastOperand(list), zone));
    }
}

/** Takes the last operand off a list of operands and operators; a cast to a type is one operand with what it casts. */
JAVACODE SqlNode lastOperand(List<Object> list) {
    final SqlNode last = (SqlNode) list.remove(list.size() - 1);
    if (!(last instanceof SqlDataTypeSpec)) {
        return last;
    }
    list.remove(list.size() - 1);
    final SqlNode operand = lastOperand(list);
    return SqlLibraryOperators.INFIX_CAST.createCall(SqlParserPos.sum(new SqlNode[] {operand, last}), operand, last);
}

JAVACODE SqlNode timeZoneCall(SqlNode time, SqlNode zone) {
    final SqlParserPos pos = SqlParserPos.sum(new SqlNode[] {time, zone});
    return new SqlUnresolvedFunction(new SqlIdentifier("AT_TIME_ZONE", pos), null, null, null, null,
        SqlFunctionCategory.USER_DEFINED_FUNCTION).createCall(pos, time, zone);
}
