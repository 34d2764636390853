package org.cairndb.storage.store.s3;

import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** Tells the ticket of the calling thread about each request, because a thread that waits for a socket hears no interrupt. */
final class TicketedHttpClient implements SdkHttpClient {
    private final SdkHttpClient http;
    private final ThreadLocal<@Nullable Ticket> tickets = new ThreadLocal<>();

    TicketedHttpClient(SdkHttpClient http) {
        this.http = http;
    }

    /** Does something whose requests belong to a ticket. */
    <R> R with(Ticket ticket, Supplier<R> work) {
        ticket.preparing();
        tickets.set(ticket);
        try {
            return work.get();
        } finally {
            tickets.remove();
            ticket.answered();
        }
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = http.prepareRequest(request);
        Ticket ticket = tickets.get();
        if (ticket == null) {
            return prepared;
        }
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                ticket.sending(prepared);
                return prepared.call();
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    @Override
    public String clientName() {
        return http.clientName();
    }

    @Override
    public void close() {
        http.close();
    }
}
