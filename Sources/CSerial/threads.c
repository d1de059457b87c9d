#define _GNU_SOURCE

#include "CSerial.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct start {
    char name[16];
    void (*body)(void *);
    void *argument;
};

static void *enter(void *pointer) {
    struct start start = *(struct start *)pointer;
    free(pointer);
    // By the thread itself: a detached thread may be gone before its maker could name it.
    pthread_setname_np(pthread_self(), start.name);
    start.body(start.argument);
    return NULL;
}

int cserial_start_thread(const char *name, void (*body)(void *), void *argument) {
    pthread_t thread;
    pthread_attr_t attributes;
    struct start *start = malloc(sizeof *start);
    if (start == NULL) return ENOMEM;
    *start = (struct start){.body = body, .argument = argument};
    strncpy(start->name, name, sizeof start->name - 1);
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    int error = pthread_create(&thread, &attributes, enter, start);
    pthread_attr_destroy(&attributes);
    if (error != 0) free(start);
    return error;
}
