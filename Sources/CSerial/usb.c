#include "CSerial.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/usbdevice_fs.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

int cserial_reset_usb(const char *path)
{
    int descriptor = open(path, O_WRONLY | O_CLOEXEC);
    if (descriptor < 0)
        return errno;
    int error = ioctl(descriptor, USBDEVFS_RESET, 0) < 0 ? errno : 0;
    close(descriptor);
    return error;
}

static int talk(int descriptor, const char *request, char *answer, size_t capacity)
{
    size_t length = strlen(request);
    if (send(descriptor, request, length, MSG_NOSIGNAL) != (ssize_t)length)
        return errno ? errno : EIO;
    if (shutdown(descriptor, SHUT_WR) < 0)
        return errno;
    size_t count = 0;
    while (count < capacity - 1) {
        ssize_t got = recv(descriptor, answer + count, capacity - 1 - count, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return errno == EAGAIN ? ETIMEDOUT : errno;
        if (got == 0)
            break;
        count += (size_t)got;
    }
    answer[count] = 0;
    return 0;
}

int cserial_ask_local(const char *path, const char *request, char *answer, size_t capacity, int32_t seconds)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path || capacity == 0)
        return ENAMETOOLONG;
    strcpy(address.sun_path, path);
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return errno;
    struct timeval limit = {.tv_sec = seconds};
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    int error = connect(descriptor, (struct sockaddr *)&address, sizeof address) < 0 ? errno : 0;
    if (error == 0)
        error = talk(descriptor, request, answer, capacity);
    close(descriptor);
    return error;
}
