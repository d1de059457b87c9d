#define _GNU_SOURCE

#include "CSerial.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

int cserial_listen_on_loopback(uint16_t port, int *descriptor, uint16_t *actual_port) {
    struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_port = htons(port),
        .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)},
    };
    socklen_t length = sizeof address;
    const int on = 1;
    *descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (*descriptor < 0) return errno;
    setsockopt(*descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(*descriptor, (struct sockaddr *)&address, length) != 0 || listen(*descriptor, 4) != 0
        || getsockname(*descriptor, (struct sockaddr *)&address, &length) != 0) {
        int error = errno;
        close(*descriptor);
        *descriptor = -1;
        return error;
    }
    *actual_port = ntohs(address.sin_port);
    return 0;
}

int cserial_accept(int listener, int *descriptor) {
    const int on = 1;
    *descriptor = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (*descriptor < 0) return errno;
    setsockopt(*descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return 0;
}
