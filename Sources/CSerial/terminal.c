#define _GNU_SOURCE

#include "CSerial.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

int cserial_open_pseudo_terminal(int *controller, char *path, size_t capacity) {
    struct termios settings;
    int error;
    *controller = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (*controller < 0) return errno;
    if (grantpt(*controller) != 0 || unlockpt(*controller) != 0) {
        error = errno;
    } else if ((error = ptsname_r(*controller, path, capacity)) == 0 && tcgetattr(*controller, &settings) == 0) {
        cfmakeraw(&settings);
        error = tcsetattr(*controller, TCSANOW, &settings) == 0 ? 0 : errno;
    }
    if (error != 0) {
        close(*controller);
        *controller = -1;
    }
    return error;
}

int cserial_open_wake(int *descriptor) {
    *descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return *descriptor < 0 ? errno : 0;
}

void cserial_wake(int descriptor) {
    const uint64_t one = 1;
    // The counter can only be full if it is already readable.
    (void)!write(descriptor, &one, sizeof one);
}

void cserial_drain_wake(int descriptor) {
    uint64_t count;
    (void)!read(descriptor, &count, sizeof count);
}

struct cserial_readiness cserial_wait(int wake, int descriptor, bool writing, int64_t nanoseconds) {
    return cserial_wait_beside(wake, descriptor, writing, -1, nanoseconds);
}

struct cserial_readiness cserial_wait_beside(int wake, int descriptor, bool writing, int other, int64_t nanoseconds) {
    struct pollfd entries[3] = {
        {.fd = wake, .events = POLLIN},
        {.fd = descriptor, .events = (short)(POLLIN | (writing ? POLLOUT : 0))},
        {.fd = other, .events = POLLIN},
    };
    struct timespec limit = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
    struct cserial_readiness readiness = {0};
    if (ppoll(entries, 3, nanoseconds < 0 ? NULL : &limit, NULL) <= 0) return readiness;
    readiness.woken = (entries[0].revents & POLLIN) != 0;
    readiness.readable = (entries[1].revents & POLLIN) != 0;
    readiness.writable = (entries[1].revents & POLLOUT) != 0;
    readiness.hung_up = (entries[1].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
    readiness.other_readable = (entries[2].revents & POLLIN) != 0;
    return readiness;
}
