#define _GNU_SOURCE

#include "CSerial.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

int64_t cserial_boottime_nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_BOOTTIME, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

// MARK: Serial lines

static const struct {
    int32_t bits_per_second;
    speed_t constant;
} speeds[] = {
    {1200, B1200},       {2400, B2400},       {4800, B4800},       {9600, B9600},       {19200, B19200},
    {38400, B38400},     {57600, B57600},     {115200, B115200},   {230400, B230400},   {460800, B460800},
    {500000, B500000},   {576000, B576000},   {921600, B921600},   {1000000, B1000000}, {1152000, B1152000},
    {1500000, B1500000}, {2000000, B2000000}, {2500000, B2500000}, {3000000, B3000000}, {3500000, B3500000},
    {4000000, B4000000},
};

static const size_t speed_count = sizeof speeds / sizeof speeds[0];

static bool find_speed(int32_t bits_per_second, speed_t *constant) {
    for (size_t i = 0; i < speed_count; i++) {
        if (speeds[i].bits_per_second == bits_per_second) {
            *constant = speeds[i].constant;
            return true;
        }
    }
    return false;
}

bool cserial_is_speed(int32_t bits_per_second) {
    speed_t constant;
    return find_speed(bits_per_second, &constant);
}

int32_t cserial_speed(int descriptor) {
    struct termios settings;
    if (tcgetattr(descriptor, &settings) != 0) return 0;
    for (size_t i = 0; i < speed_count; i++) {
        if (speeds[i].constant == cfgetospeed(&settings)) return speeds[i].bits_per_second;
    }
    return 0;
}

int cserial_open_tty(const char *path, int *descriptor) {
    *descriptor = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    return *descriptor < 0 ? errno : 0;
}

int cserial_make_raw(int descriptor, int32_t bits_per_second, bool hardware_flow_control) {
    speed_t constant;
    struct termios settings;
    if (!find_speed(bits_per_second, &constant)) return EINVAL;
    if (tcgetattr(descriptor, &settings) != 0) return errno;
    cfmakeraw(&settings);
    settings.c_cflag |= CLOCAL | CREAD;
    settings.c_cflag &= ~(tcflag_t)(CRTSCTS | CSTOPB);
    if (hardware_flow_control) settings.c_cflag |= CRTSCTS;
    settings.c_cc[VMIN] = 1;
    settings.c_cc[VTIME] = 0;
    cfsetispeed(&settings, constant);
    cfsetospeed(&settings, constant);
    if (tcsetattr(descriptor, TCSANOW, &settings) != 0) return errno;
    tcflush(descriptor, TCIOFLUSH);
    return 0;
}

int cserial_set_exclusive(int descriptor) { return ioctl(descriptor, TIOCEXCL) == 0 ? 0 : errno; }

int cserial_clear_exclusive(int descriptor) { return ioctl(descriptor, TIOCNXCL) == 0 ? 0 : errno; }

bool cserial_is_exclusive(int descriptor) {
    int exclusive = 0;
    return ioctl(descriptor, TIOCGEXCL, &exclusive) == 0 && exclusive != 0;
}

int cserial_lock(int descriptor) { return flock(descriptor, LOCK_EX | LOCK_NB) == 0 ? 0 : errno; }

void cserial_discard(int descriptor) { tcflush(descriptor, TCIOFLUSH); }

// Documentation/admin-guide/devices.txt of the kernel: 136 to 143 are the users' sides of pseudo-terminals.
bool cserial_is_pseudo_terminal(int descriptor) {
    struct stat status;
    if (fstat(descriptor, &status) != 0 || !S_ISCHR(status.st_mode)) return false;
    return major(status.st_rdev) >= 136 && major(status.st_rdev) <= 143;
}

bool cserial_is_same_file(const char *path, const char *other_path) {
    struct stat one, other;
    if (stat(path, &one) != 0 || stat(other_path, &other) != 0) return false;
    return one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}
